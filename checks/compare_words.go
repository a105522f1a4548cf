package checks

import "strconv"

// wordMeaning is what a word in a version says.
type wordMeaning struct {
	kind wordKind
	rank partRank // of a stage
}

type wordKind uint8

const (
	wordNothing wordKind = iota // it says nothing of the order
	wordHash                    // the name of a commit
	wordMark                    // the version's number follows
	wordNeutral                 // it says that this is the release itself
	wordBuild                   // a build's number or date follows
	wordFix                     // a service pack's number follows
	wordStage                   // before the release
)

// versionWords are the words that are understood. The order of the stages is the usual
// one of software makers; 内测 is a test among few, as an alpha is, and 公测 an open
// one, as a beta is.
var versionWords = map[string]wordMeaning{
	"v": {wordMark, 0}, "ver": {wordMark, 0}, "vers": {wordMark, 0}, "version": {wordMark, 0}, "版本": {wordMark, 0}, "版本号": {wordMark, 0},

	"release": {wordNeutral, 0}, "rel": {wordNeutral, 0}, "final": {wordNeutral, 0}, "ga": {wordNeutral, 0}, "stable": {wordNeutral, 0},
	"正式版": {wordNeutral, 0}, "稳定版": {wordNeutral, 0}, "发布版": {wordNeutral, 0}, "正式": {wordNeutral, 0}, "稳定": {wordNeutral, 0},
	"当前": {wordNeutral, 0}, "最新": {wordNeutral, 0}, "版": {wordNeutral, 0},

	"build": {wordBuild, 0}, "bld": {wordBuild, 0}, "rev": {wordBuild, 0}, "revision": {wordBuild, 0}, "git": {wordBuild, 0}, "svn": {wordBuild, 0},
	"deb": {wordBuild, 0}, "ubuntu": {wordBuild, 0}, "构建": {wordBuild, 0}, "修订": {wordBuild, 0},

	"sp": {wordFix, 0}, "patch": {wordFix, 0}, "hotfix": {wordFix, 0}, "fix": {wordFix, 0}, "update": {wordFix, 0}, "补丁": {wordFix, 0},

	"dev": {wordStage, rankDevelopment}, "develop": {wordStage, rankDevelopment}, "snapshot": {wordStage, rankDevelopment}, "nightly": {wordStage, rankDevelopment},
	"canary": {wordStage, rankDevelopment}, "开发版": {wordStage, rankDevelopment},
	"alpha": {wordStage, rankAlpha}, "内测版": {wordStage, rankAlpha}, "内测": {wordStage, rankAlpha},
	"beta": {wordStage, rankBeta}, "test": {wordStage, rankBeta}, "测试版": {wordStage, rankBeta}, "测试": {wordStage, rankBeta}, "公测版": {wordStage, rankBeta}, "公测": {wordStage, rankBeta},
	"pre": {wordStage, rankPreview}, "preview": {wordStage, rankPreview}, "prerelease": {wordStage, rankPreview}, "预览版": {wordStage, rankPreview}, "预览": {wordStage, rankPreview},
	"rc": {wordStage, rankCandidate}, "candidate": {wordStage, rankCandidate}, "候选版": {wordStage, rankCandidate}, "候选发布版": {wordStage, rankCandidate}, "候选": {wordStage, rankCandidate},
}

func meaningOf(word string) wordMeaning { return versionWords[word] }

// isDate reports a day of the calendar, in years in which there are terminals.
func isDate(year, month, day string) bool {
	return isYear(year) && figuresWithin(month, 1, 12) && figuresWithin(day, 1, 31)
}

func isYear(figures string) bool { return len(figures) == 4 && figuresWithin(figures, 1990, 2099) }

// figuresWithin: figures are a number between two others. Long runs are none.
func figuresWithin(figures string, low, high int) bool {
	if len(figures) > 4 {
		return false
	}
	n, err := strconv.Atoi(figures)
	return err == nil && low <= n && n <= high
}

// isDay reports figures that begin with a date written as 20240901.
func isDay(figures string) bool {
	return len(figures) >= 8 && isDate(figures[:4], figures[4:6], figures[6:8])
}

// dayAndTime reads 20240901, 202409011230 and 20240901123059; anything else is nil.
func dayAndTime(figures string) (day, clock []string) {
	if n := len(figures); (n != 8 && n != 12 && n != 14) || !isDay(figures) {
		return nil, nil
	}
	for rest := figures[8:]; rest != ""; rest = rest[2:] {
		if !figuresWithin(rest[:2], 0, 59) {
			return nil, nil
		}
		clock = append(clock, rest[:2])
	}
	return []string{figures[:4], figures[4:6], figures[6:8]}, clock
}
