package checks

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// asked counts how often a check is put; it answers from a list, the last for ever.
func asked(count *atomic.Int32, took time.Duration, answers ...Level) Check {
	return Check{ID: "x", Timeout: time.Minute, Ask: func(ctx context.Context) Finding {
		n := int(count.Add(1))
		select {
		case <-ctx.Done():
			return Finding{Class: Timeout, Level: Fail}
		case <-time.After(took):
		}
		return Finding{Level: answers[min(n, len(answers))-1]}
	}}
}

func TestRunConfirmsAFailureAtMostThreeTimes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var n atomic.Int32
		round, ok := Run(t.Context(), []Check{asked(&n, 10*ms, Fail)}, RunOptions{ConfirmWithin: 9 * time.Second})
		if !ok || n.Load() != 4 || round.Results[0].Asked != 4 {
			t.Errorf("asked %d times, want once and three to confirm", n.Load())
		}
	})
}

func TestRunTakesABlipForWhatItIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var n atomic.Int32
		round, _ := Run(t.Context(), []Check{asked(&n, 10*ms, Fail, OK)}, RunOptions{ConfirmWithin: 9 * time.Second})
		if got := round.Results[0]; got.Finding.Level != OK || got.Asked != 2 {
			t.Errorf("after a blip the check is %s, asked %d times", got.Finding.Level, got.Asked)
		}
	})
}

// A look-up that is given up after 5 s would not fit into 9 s twice.
func TestRunDoesNotConfirmBeyondItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var n atomic.Int32
		round, _ := Run(t.Context(), []Check{asked(&n, 5*time.Second, Fail)}, RunOptions{ConfirmWithin: 9 * time.Second})
		if n.Load() != 1 || round.Took > 6*time.Second {
			t.Errorf("asked %d times in %s", n.Load(), round.Took)
		}
	})
}

func TestRunAsksAllAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var n atomic.Int32
		all := []Check{asked(&n, time.Second, OK), asked(&n, time.Second, OK), asked(&n, time.Second, OK)}
		if round, _ := Run(t.Context(), all, RunOptions{}); round.Took != time.Second {
			t.Errorf("three checks of a second took %s", round.Took)
		}
	})
}

// What tells it all ends the round; what has not answered by then is unknown, and the
// round counts.
func TestRunWaitsForNothingOnceItKnowsEnough(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var n atomic.Int32
		all := []Check{asked(&n, time.Minute, Fail), asked(&n, time.Second, Fail), asked(&n, 100*time.Millisecond, OK)}
		all[1] = Check{ID: "link", Kind: KindLink, Timeout: time.Minute, Ask: func(context.Context) Finding {
			time.Sleep(time.Second)
			return Finding{Level: Fail, Cause: LinkDown}
		}}
		round, ok := Run(t.Context(), all, RunOptions{Enough: TellsAll})
		if !ok || round.Took > 2*time.Second {
			t.Fatalf("it took %s, whole: %v", round.Took, ok)
		}
		for i, want := range []Level{Unknown, Fail, OK} {
			if got := round.Results[i].Finding; got.Level != want || got.Class != NoError && got.Level == Unknown {
				t.Errorf("check %d is %s: %s", i, got.Level, got.Err)
			}
		}
	})
}

func TestACancelledRoundIsNoRound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var n atomic.Int32
		ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, errors.New("closing"))
		defer cancel()
		if _, ok := Run(ctx, []Check{asked(&n, time.Minute, OK)}, RunOptions{}); ok {
			t.Error("a round that was cut off counts")
		}
	})
}

// A check that breaks is unknown: it never accuses the network and never reaches
// a user as a panic.
func TestABrokenCheckIsUnknown(t *testing.T) {
	round, ok := Run(t.Context(), []Check{{ID: "x", Timeout: time.Second, Ask: func(context.Context) Finding { panic("broken") }}}, RunOptions{})
	got := round.Results[0].Finding
	if !ok || got.Level != Unknown || got.Class != Internal {
		t.Errorf("a broken check is %s %s", got.Level, got.Class)
	}
}

func TestLevelsAreTheContractsNamesAndExitCodes(t *testing.T) {
	for level, want := range map[Level]struct {
		name string
		code int
	}{OK: {"ok", 0}, Warn: {"warn", 1}, Fail: {"fail", 2}, Unknown: {"unknown", 3}} {
		var back Level
		if err := back.UnmarshalText([]byte(want.name)); err != nil || back != level || level.String() != want.name || level.ExitCode() != want.code {
			t.Errorf("%s: name %s, exit code %d, read back as %s (%v)", want.name, level, level.ExitCode(), back, err)
		}
	}
	if err := new(Level).UnmarshalText([]byte("good")); err == nil {
		t.Error("an unknown level is read")
	}
}
