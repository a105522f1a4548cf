package checks

import (
	"slices"
	"strings"
	"testing"
)

// inOrder holds chains of versions, each the older before the newer, as makers
// wrote them: PAX, Newland, Verifone and others on terminals, Windows programs in
// their version resource, Android packages, Debian's packages in the order of their
// changelogs, and as people write them down.
var inOrder = [][]string{
	// Numbers.
	{"V2.1.8", "V2.1.9", "V2.1.10", "V2.1.11", "V2.10.0", "V10.0.0"},
	{"0.73", "0.74", "0.80", "1", "1.0.1", "1.1"},
	{"V3.2", "V3.10", "V3.11"},
	{"v2", "v10"},
	{"R11", "R12"},
	{"Build 45", "Build 46", "Build 450"},
	{"V2_1_8", "V2_1_9", "V2_1_10", "V3_0_0"},
	// Terminals.
	{
		"PayDroid_5.1.1_Aquarius_V02.1.15_20180809", "PayDroid_5.1.1_Aquarius_V02.3.15_20181012",
		"PayDroid_5.1.1_Aquarius_V02.3.16_20181012", "PayDroid_5.1.1_Aquarius_V02.3.16_20190102",
	},
	{"PayDroid_8.1.0_Sagittarius_V11.1.50_20210804", "PayDroid_8.1.0_Sagittarius_V11.1.61_20240226"},
	{"A920_PayDroid_4.4.2_Capricorn_V01.1.10_20171226_OTA", "A920_PayDroid_4.4.2_Capricorn_V01.1.12_20180316_OTA"},
	{"E600_PayDroid_7.1.1_Virgo_V04.1.18_20240124", "V04.1.19"},
	{"2.7.71.8711R_SIG", "2.7.71.8712R_SIG", "2.7.72.0001R_SIG"},
	{"A920_1.2.3", "A920_1.2.10", "A920_1.10"},
	{"A920V2.1.9", "A920 V2.1.10", "A920-2.2"},
	{"A920(V1.2.3)", "A920(V1.2.4)"},
	{"N910_V2.1.8_20230705", "N910_V2.1.8_20230901", "N910_V2.1.10_20230901"},
	{"POS-2000 V1.2", "POS-2000 V1.3", "V1.4"},
	{"QH03_V2.01T1", "QH03_V2.01T2", "QH03_V2.02"},
	{"IM81 V3.2", "IM81 V3.10"},
	{"MIS2 DLL 1.0", "MIS2 DLL 1.1"},
	{"ADK-4.7.22-1", "ADK-4.7.22-2", "ADK-4.7.43"},
	{"PB00.04.31R", "PB00.04.32R"},
	{"V1.00.00L_20230101", "V1.00.00L_20230612", "V1.00.01L_20220101"},
	{"release-30851400", "release-30851500"},
	// Windows programs.
	{"Release 0.72 (with embedded help)", "Release 0.73 (with embedded help)", "Release 0.74"},
	{"4.18.1906.3 (GitEnlistment(winpbld).190621-1227)", "4.18.1907.4 (GitEnlistment(winpbld).190728-1521)"},
	{"10.0.17763.1 (WinBuild.160101.0800)", "10.0.18362.1035 (WinBuild.160101.0800)", "10.0.19041.1 (WinBuild.160101.0800)", "10.0.26100.6725 (WinBuild.160101.0800)"},
	{"5.1.2600.5755 (xpsp_sp3_gdr.090206-1234)", "5.1.2600.5781 (xpsp_sp3_gdr.090321-1317)"},
	{"1, 0, 0, 1", "1, 0, 0, 2", "1, 0, 1, 0"},
	{"1.8.0_202", "1.8.0_301"},
	{"8u202", "8u301"},
	{"2.0.50727.3053 (netfxsp.050727-3000)", "4.8.9037.0"},
	// Android packages: a number for people and one that counts.
	{"5.6.1 (560)", "5.6.1 (561)", "5.6.2 (100)"},
	{"1.2.3+45", "1.2.3+46", "1.2.4+1"},
	// A build's date or number after the version's.
	{"1.0.0", "1.0.0_build20240901", "1.0.0_build20241001", "1.0.1"},
	{"V1.2.3", "V1.2.3_20240901", "V1.2.3_20241001"},
	{"V1.2.3(20240901)", "V1.2.3(20241001)", "V1.2.4(20240101)"},
	{"V1.2.3_202409011230", "V1.2.3_202409011231", "V1.2.3_20240902"},
	{"V1.2. 20240901", "V1.2. 20241001"},
	{"V1.2.3 Sep  1 2024", "V1.2.3 Oct 10 2024"},
	{"2.1.9.20240901", "2.1.9.20241001", "2.1.10.20230101"},
	{"1.2.3 build 9", "1.2.3 build 10"},
	{"拉卡拉_6.2.0_231118_release", "拉卡拉_6.2.0_231205_release", "拉卡拉_6.2.1_231118_release"},
	// Dates.
	{"2023-12-31", "2024-09-01", "2024-10-01"},
	{"20231231", "20240901", "20241001", "2024-11-01"},
	{"2023年12月31日", "2024年9月1日", "2024年10月1日"},
	{"2024.09.01", "2024.10.01", "2025.1.1"},
	{"2024-09-01 12:30", "2024-09-01T12:31:00Z"},
	{"20240901_V1.2.3", "20241001_V1.2.3"},
	{"2023.3", "2024.1", "2024.1.3", "2024.1.10", "2024.1.45"},
	// Letters.
	{"1.2.3", "1.2.3a", "1.2.3b", "1.2.3C", "1.2.4"},
	{"2024a", "2024b", "2025a"},
	{"9.2", "9.2p1", "9.2p2", "9.3"},
	{"1.2b1", "1.2b2", "1.3"},
	// Before the release.
	{"1.2.3-SNAPSHOT", "1.2.3-alpha", "1.2.3-alpha2", "1.2.3-beta", "1.2.3-beta2", "1.2.3-beta10", "1.2.3-preview", "1.2.3-rc1", "1.2.3-RC2", "1.2.3"},
	{"1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0"},
	{"V1.2.2正式版", "V1.2.3开发版", "V1.2.3内测版", "V1.2.3公测版", "V1.2.3预览版", "V1.2.3候选版", "V1.2.3正式版", "V1.2.4测试版"},
	{"V1.2.3（测试版）", "V1.2.3（正式版）"},
	{"【测试版】V1.2.3", "V1.2.3"},
	{"收银宝V2.1.9", "收银宝 2.1.10测试版", "收银宝v2.1.10正式版"},
	{"Beta 1.2.3", "1.2.3"},
	{"RC1", "RC2"},
	{"1.2.3-rc1 build 7", "1.2.3-rc1 build 8", "1.2.3-rc2 build 1"},
	{"V1.0.0 RC1", "V1.0.0", "V1.0.0 SP1", "V1.0.0 SP2", "V1.0.1"},
	{"3.1.0补丁1", "3.1.0补丁2"},
	// Debian.
	{"1.0~rc1", "1.0~rc2", "1.0"},
	{"1.0~git20240901", "1.0~git20241001", "1.0-1", "1.0-2"},
	{"5.36.0-7", "5.36.0-7+deb12u1", "5.36.0-7+deb12u2", "5.36.0-10"},
	{"1:9.2p1-2+deb12u1", "1:9.2p1-2+deb12u3", "1:9.3p1-1"},
	{"2.36-9+deb12u4", "2.36-9+deb12u10", "2.37-1"},
	{"20211016", "20230311", "20230311+deb12u1"},
	{"2024a-0+deb12u1", "2024b-0+deb12u1"},
	{"1:1.2.13.dfsg-1", "1:1.2.13.dfsg-2"},
	{"3.0.11-1~deb12u2", "3.0.11-1"},
	{"0.9.35-2", "0.9.36-1~exp1", "0.9.36-1"},
}

// alike holds ways to write one version.
var alike = [][]string{
	{"1.2", "1.2.0", "1.2.0.0", "01.02", "V1.2", "v1.2", "Ver 1.2", "Ver.1.2", "Version 1.2", "1.02.00", "V 1.2"},
	{"2.1.9", "Ｖ２．１．９", "V2。1。9", "2,1,9", "2, 1, 9, 0", "版本号:V2.1.9", "版本：2.1.9", "当前版本 V2.1.9", "V2.1.9正式版", "正式版V2.1.9", "V2.1.9（正式版）", "2.1.9 Release", "Release 2.1.9", "2.1.9 (with embedded help)", "２.１.９", "2.1..9", "2 .1 .9", "2. 1. 9", "2\u200b.1.9\ufeff", "2.1.9. ", "收银宝V2.1.9", "【收银宝】2.1.9"},
	{"A920_1.2.3", "1.2.3", "a920 v1.2.3", "A920-V1.2.3", "A920V1.2.3", "A920(V1.2.3)"},
	{"4.18.1906.3 (GitEnlistment(winpbld).190621-1227)", "4.18.1906.3"},
	{"2024-09-01", "20240901", "2024/9/1", "2024_09_01", "2024年9月1日", "2024年09月01", "Sep 1 2024", "1 Sep 2024", "01-Sep-2024", "2024.09.01", "build 20240901", "V20240901", "(2024-09-01)"},
	{"1.0.0_build20240901", "1.0.0 (20240901)", "V1.0.0-2024-09-01", "1.0.0.20240901", "20240901_V1.0.0", "V1.0 2024年9月1日"},
	{"1.2-beta1", "1.2.0-beta.1", "1.2beta1", "1.2 Beta 1", "V1.2(beta1)", "1.2测试版1"},
	{"2.3.1 (45)", "2.3.1 build 45", "2.3.1-45", "2.3.1 (build 45)"},
	{"1.2.3", "1.2.3+exp.sha.5114f85", "1.2.3+5114f85"},
	{"0", "0.0", "000", "v0"},
	{"2.1.9 64位", "2.1.9 64-bit", "2.1.9-64bit"},
	{"2.x", "2.X"},
}

// strangers holds versions of which none can be compared with another.
var strangers = [][]string{
	{"", "abc", "正式版", "(with embedded help)", "١.٢"},
	{"A920_1.2.3", "A80_1.2.3", "N910 V1.3", "QM800-2.0"},
	{"拉卡拉V2.1.9", "收钱吧V2.1.10"},
	{"A920", "1.2.3"}, // a model alone
	{"A920", "V930"},
	{"固件版本 1.2", "软件版本 1.3"},
	{"2024-09-01", "1.2.3", "abc"},
	{"20240901", "45", ""},
	{"2024.09.01", "3.2.1"},
	{"PayDroid_5.1.1_Aquarius_V02.3.15_20181012", "PayDroid_8.1.0_Sagittarius_V11.1.50_20210804"},
	{"1.2.3-lakala", "1.2.4-unionpay"},
	{"1.2.3-lakala", "1.2.3"},
	{"2.0.14_A920", "2.0.15_A80", "2.0.16_VX520"},
	{"1.2.3-x64", "1.2.3-x86", "1.2.3-arm64"},
	{"1.2.3 64-bit", "1.2.3 32-bit"},
	{"1.2b1", "1.2"}, // a beta of 1.2, or its second edition
	{"1.2b1", "1.2-beta1"},
	{"1.2.x", "1.2.3", "1.2.*"},
	{"V2_1_10", "V2.1.9"}, // 2.1.10, or the tenth build of 2.1
	{"1.2.20240901", "1.2.3"},
	{"09/01/2024", "08/15/2024", "1.2"},
	{"09-01-2024", "08-15-2024"},
	{"1.2.3-5-g1a2b3c4", "1.2.3-5-g9f8e7d6"},
	{"5114f85", "91aabb3", "1.2"},
	{"1:1.0", "2.0"}, // the number before the colon outweighs all others
	{"1.2.3 SP1", "1.2.3 hotfix1", "1.2.3 build 7"},
	{"1.0-pre-alpha", "1.0-alpha"},
	{"1.2_240901", "1.2_20240901"},
	{"1.0.9+1.0.10rc1", "1.0.9-2"},
}

func TestVersionsInOrder(t *testing.T) {
	for _, chain := range inOrder {
		for i, older := range chain {
			for _, newer := range chain[i+1:] {
				wantOrder(t, older, newer, VersionOlder)
			}
		}
	}
}

func TestOneVersionWrittenInManyWays(t *testing.T) {
	for _, ways := range alike {
		for i, a := range ways {
			for _, b := range ways[i:] {
				wantOrder(t, a, b, VersionSame)
			}
		}
	}
}

func TestWhatCannotBeComparedIsNeverOlder(t *testing.T) {
	for _, group := range strangers {
		for i, a := range group {
			for _, b := range group[i+1:] {
				wantOrder(t, a, b, VersionUnknown)
			}
		}
	}
}

// wantOrder asks both ways round.
func wantOrder(t *testing.T, a, b string, want VersionOrder) {
	t.Helper()
	back := map[VersionOrder]VersionOrder{
		VersionOlder: VersionNewer, VersionNewer: VersionOlder, VersionSame: VersionSame, VersionUnknown: VersionUnknown,
	}
	if got := CompareVersions(a, b); got != want {
		t.Errorf("%q is %s beside %q, want %s", a, got, b, want)
	}
	if got := CompareVersions(b, a); got != back[want] {
		t.Errorf("%q is %s beside %q, want %s", b, got, a, back[want])
	}
}

func TestWithoutADigitNothingIsKnownEvenOfItself(t *testing.T) {
	for _, s := range []string{"", " ", "abc", "正式版", "V", "...", "\x00", "\xff"} {
		wantOrder(t, s, s, VersionUnknown)
		wantOrder(t, s, "1.2.3", VersionUnknown)
	}
}

func TestNumbersOfAnyLength(t *testing.T) {
	long := strings.Repeat("9", 10_000)
	wantOrder(t, "1."+long, "1."+long+"0", VersionOlder)
	wantOrder(t, "1."+long, "1.1"+strings.Repeat("0", 10_000), VersionOlder)
	wantOrder(t, strings.Repeat("0", 10_000)+"1.2", "1.2", VersionSame)
	wantOrder(t, "V1.2 build "+long, "V1.2 build 1"+long, VersionOlder)
	wantOrder(t, strings.Repeat("1.", 10_000)+"1", strings.Repeat("1.", 10_000)+"2", VersionOlder)
	wantOrder(t, "1.2"+strings.Repeat(" x", 10_000), "1.3", VersionOlder)
	file := strings.Repeat("1.2.3 ", 100_000)
	wantOrder(t, file, "1.2.4", VersionUnknown)
	wantOrder(t, file, file, VersionSame)
}

// corpus is every version of the tables above.
func corpus() (all []string) {
	for _, list := range slices.Concat(inOrder, alike, strangers) {
		all = append(all, list...)
	}
	return all
}
