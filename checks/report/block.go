package report

import (
	"time"

	"countercheck/checks"
)

// blockKind is how a part of a report is shown.
type blockKind string

// The kinds of block; page and paper each have one way for each.
const (
	blockSentence  blockKind = "sentence" // a result, with its level
	blockFacts     blockKind = "facts"    // names and values
	blockHeading   blockKind = "heading"
	blockSub       blockKind = "sub"   // a lesser heading
	blockItem      blockKind = "item"  // an inspection item, with note and photos
	blockTable     blockKind = "table" // the first row is its head
	blockChart     blockKind = "chart" // a host's probes
	blockText      blockKind = "text"  // with what is said of it beneath, smaller
	blockSignature blockKind = "signature"
)

// block is a part of a report: every text is ready, nothing is decided where it is
// shown.
type block struct {
	Kind   blockKind
	Level  checks.Level
	Text   string // sentence, heading, item's name, chart's title, text, under a signature
	Word   string // item's state
	Note   string // item's note and what to do, what is said beneath a text
	Rows   [][]string
	Texts  int // of a table: how many columns are texts, the figures come after them
	Photos []reportPhoto
	Bars   []bar
	Lines  [][]checks.Dot
}

// reportPhoto is a picture, or why there is none.
type reportPhoto struct {
	Name    string
	Data    []byte // JPEG
	Missing string
}

// bar is a probe in a chart that is 1 wide and 1 high: Height is its time beside
// the longest, and a failed one is a mark at the top.
type bar struct {
	X, Height float64
	Failed    bool
}

// sheet is a whole report, ready to be shown on a page or on paper.
type sheet struct {
	w       Words
	topic   string // of its texts in the translations
	title   string
	of      string // whose it is, after the title of its window
	foot    string // at the foot of every page
	schema  string // what sort of file it is, for programs
	made    time.Time
	changed time.Time
	parts   []part
}

// part is a stretch of a report that can be named.
type part struct {
	Name   string
	Blocks []block
}

// piece is a stretch of a written file, with the name of what is in it.
type piece struct {
	Name string
	Data []byte
}

// draft is the blocks of a report in the making.
type draft struct {
	w     Words
	topic string
	all   []block
}

func (r *draft) say(key string, facts map[string]any) string {
	return r.w.Say(r.topic+"."+key, facts)
}

func (r *draft) add(b block) { r.all = append(r.all, b) }

func (r *draft) heading(key string, facts map[string]any) {
	r.add(block{Kind: blockHeading, Text: r.say(key, facts)})
}

func (r *draft) text(key string, facts map[string]any) {
	r.add(block{Kind: blockText, Text: r.say(key, facts)})
}

// facts leaves out what is not known.
func (r *draft) facts(rows [][]string) {
	var known [][]string
	for _, row := range rows {
		if row[1] != "" {
			known = append(known, []string{r.say("fact."+row[0], nil), row[1]})
		}
	}
	if len(known) > 0 {
		r.add(block{Kind: blockFacts, Rows: known})
	}
}

// head is the first row of a table.
func (r *draft) head(columns ...string) (head []string) {
	for _, column := range columns {
		head = append(head, r.say("column."+column, nil))
	}
	return head
}
