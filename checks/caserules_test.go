package checks

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
)

// A concluded case keeps what it says: what was empty can be filled, the follow-up
// changes, and nothing else.
func TestWhatMayBecomeOfACase(t *testing.T) {
	concluded := Case{
		ID: "a", Recorded: saleTime, Concluded: saleTime.Add(time.Hour), Minute: goodMinute(), Answers: Answers{CauseVerify: AnswerNo},
		Sale: Sale{At: saleTime, Received: ReceivedNo, Amount: 3680, Order: "20261120001"},
	}
	tests := map[string]struct {
		change func(c *Case)
		stays  bool // ErrConcluded
	}{
		"a note":                 {func(c *Case) { c.Follow.Note = "客人来过电话" }, false},
		"a status":               {func(c *Case) { c.Follow.Status = CaseClosed }, false},
		"begun by mistake":       {func(c *Case) { c.Follow.Mistake = true }, false},
		"what was empty":         {func(c *Case) { c.Sale.Way, c.Sale.Showed = WayWeChat, ShowedReversed }, false},
		"one more answer":        {func(c *Case) { c.Answers = c.Answers.WithAnswer(CauseBalance, AnswerYes) }, false},
		"other likely causes":    {func(c *Case) { c.Likely = []Likely{{Cause: CauseBalance}} }, false},
		"another amount":         {func(c *Case) { c.Sale.Amount = 3690 }, true},
		"no amount":              {func(c *Case) { c.Sale.Amount = 0 }, true},
		"another time":           {func(c *Case) { c.Sale.At = c.Sale.At.Add(time.Minute) }, true},
		"another answer":         {func(c *Case) { c.Answers = Answers{CauseVerify: AnswerYes} }, true},
		"another minute":         {func(c *Case) { c.Minute.Level = Fail }, true},
		"not concluded any more": {func(c *Case) { c.Concluded = time.Time{} }, true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			now := concluded
			test.change(&now)
			if err := ChangeCase(concluded, now); errors.Is(err, ErrConcluded) != test.stays {
				t.Errorf("got %v", err)
			}
			open := concluded
			open.Concluded = time.Time{}
			if err := ChangeCase(open, now); err != nil {
				t.Errorf("while it is open: %v", err)
			}
		})
	}
}

// A case read back from the disk is the same case.
func TestACaseReadBackIsTheSame(t *testing.T) {
	written := Case{ID: "a", Concluded: saleTime, Sale: Sale{At: saleTime}, Minute: goodMinute(), Likely: []Likely{{Cause: CauseNetwork, Facts: map[string]any{"Seconds": 6.2}}}}
	text, err := json.Marshal(written)
	if err != nil {
		t.Fatal(err)
	}
	var read Case
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatal(err)
	}
	if err := ChangeCase(written, read); err != nil {
		t.Error(err)
	}
}

// What was answered before all samples had come in is completed once; a case that is
// settled, or a list's, is not written over.
func TestAMinuteIsCompletedOnce(t *testing.T) {
	early := Case{Concluded: saleTime.Add(10 * time.Second), Sale: Sale{At: saleTime}}
	whole := early
	whole.Minute = goodMinute()
	if ChangeCase(early, whole) == nil {
		t.Error("a concluded case takes a minute that is not whole either")
	}
	whole.Minute.Settled = true
	if err := ChangeCase(early, whole); err != nil {
		t.Error(err)
	}
	if ChangeCase(whole, early) == nil {
		t.Error("what was measured is taken away again")
	}
	if ValidateCase(whole.ForList()) == nil {
		t.Error("what a list shows is taken for all there is")
	}
}

func TestValidateCase(t *testing.T) {
	for name, c := range map[string]Case{
		"no time":                 {},
		"an amount below nothing": {Sale: Sale{At: saleTime, Amount: -1}},
		"too much":                {Sale: Sale{At: saleTime, Amount: maxMoney + 1}},
		"a long order":            {Sale: Sale{At: saleTime, Order: strings.Repeat("1", 65)}},
		"a long note":             {Sale: Sale{At: saleTime}, Follow: FollowUp{Note: strings.Repeat("字", 2001)}},
		"more than a day":         {Sale: Sale{At: saleTime}, Follow: FollowUp{Staff: 1441}},
	} {
		if ValidateCase(c) == nil {
			t.Errorf("%s is taken", name)
		}
	}
	if err := ValidateCase(Case{Sale: Sale{At: saleTime}}); err != nil {
		t.Error(err)
	}
}

func chainOf(entries []CaseEntry) ChainState {
	var c Chain
	for _, e := range entries {
		c.Add(e)
	}
	return c.ChainState
}

// Every change of any entry is found, and where.
func TestTheChainOfTheLog(t *testing.T) {
	var entries []CaseEntry
	before := ""
	for i := range 6 {
		e := CaseEntry{Number: int64(i + 1), At: saleTime.Add(time.Duration(i) * time.Second), Data: []byte{'{', byte('a' + i), '}'}}
		e.Seal = SealOf(before, e)
		before = e.Seal
		entries = append(entries, e)
	}
	if state := chainOf(entries); state.Broken != 0 || state.Entries != 6 {
		t.Fatalf("untouched: %+v", state)
	}
	for i := range entries {
		for name, change := range map[string]func(e *CaseEntry){
			"content": func(e *CaseEntry) { e.Data = []byte("{x}") },
			"time":    func(e *CaseEntry) { e.At = e.At.Add(time.Second) },
			"seal":    func(e *CaseEntry) { e.Seal = strings.Repeat("0", 64) },
		} {
			touched := append([]CaseEntry(nil), entries...)
			change(&touched[i])
			if state := chainOf(touched); state.Broken != int64(i+1) {
				t.Errorf("%s of entry %d: %+v", name, i+1, state)
			}
		}
		if i < len(entries)-1 { // an entry cut out
			cut := append(append([]CaseEntry(nil), entries[:i]...), entries[i+1:]...)
			if state := chainOf(cut); state.Broken != int64(i+1) {
				t.Errorf("entry %d cut out: %+v", i+1, state)
			}
		}
	}
}

func TestReadMoney(t *testing.T) {
	for text, want := range map[string]Money{
		"36.8": 3680, "¥36.80": 3680, "1,036.80": 103680, "0.01": 1, "12": 1200, "-3.50": -350, " 5元": 500, "0.10000": 10, "0": 0,
	} {
		if got, err := ReadMoney(text); err != nil || got != want {
			t.Errorf("%q: %d, %v; want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", ".", "1.2.3", "abc", "1e5", "0.001", "99999999999", "--1"} {
		if got, err := ReadMoney(text); err == nil {
			t.Errorf("%q is read as %d", text, got)
		}
	}
	for _, m := range []Money{0, 1, 99, 100, 3680, -350, 103680} {
		if got, err := ReadMoney(m.String()); err != nil || got != m {
			t.Errorf("%d is written as %s and read as %d, %v", m, m, got, err)
		}
	}
}

func TestFindErrorCode(t *testing.T) {
	for text, want := range map[string]string{
		"NOTENOUGH": "NOTENOUGH", "notenough": "NOTENOUGH", "AUTH_CODE_EXPIRE": "AUTHCODEEXPIRE", "authcodeerror": "AUTH_CODE_ERROR",
		"ACQ.SYSTEM_ERROR": "ACQ.SYSTEM_ERROR", "SYSTEM_ERROR": "SYSTEMERROR", "BUYER_BALANCE_NOT_ENOUGH": "ACQ.BUYER_BALANCE_NOT_ENOUGH",
		"SIGN_ERROR": "SIGN_ERROR", "mis-1": "MIS-1",
	} {
		if got, found := FindErrorCode(text); !found || got.Code != want {
			t.Errorf("%q: %q", text, got.Code)
		}
	}
	for _, text := range []string{"", "  ", "SOMETHING_NEW"} {
		if got, found := FindErrorCode(text); found {
			t.Errorf("%q is taken for %s", text, got.Code)
		}
	}
}
