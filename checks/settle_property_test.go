package checks

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// TestWhateverHappensNoSingleRoundScares plays many random days.
func TestWhateverHappensNoSingleRoundScares(t *testing.T) {
	const rounds = "ooowfglu"
	start := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	for seed := range uint64(300) {
		dice := rand.New(rand.NewPCG(seed, 1))
		b, history := Belief{}, ""
		for i := range 200 {
			letter := rounds[dice.IntN(len(rounds))]
			history += string(letter)
			at := start.Add(time.Duration(i) * 5 * time.Second)
			before := b
			b = Settle(b, letters[rune(letter)], at)
			tail := history[max(0, len(history)-3):]
			bad := strings.Count(tail, "w") + strings.Count(tail, "f") + strings.Count(tail, "g")
			switch {
			case b.Verdict.Level == Fail && before.Verdict.Level == OK && letter != 'l' && bad < 3:
				t.Fatalf("after %s: a failure is told", tail)
			case b.Verdict.Level == OK && before.Verdict.Level > OK && before.Verdict.Layer != LayerLink && tail != "ooo":
				t.Fatalf("after %s: a fault is told to be over", tail)
			case letter == 'l' && b.Verdict.Cause != LinkDown:
				t.Fatalf("after %s: a link that is gone is not told", tail)
			case b.Verdict.Level == OK && !strings.Contains(history, "o"):
				t.Fatalf("after %s: good is told and was never seen", history)
			case b.Doubt < 0 || b.Doubt > roundsToBelieve-1:
				t.Fatalf("after %s: %d doubts", tail, b.Doubt)
			case b.Since.After(at):
				t.Fatalf("after %s: it began in the future", tail)
			}
		}
	}
}
