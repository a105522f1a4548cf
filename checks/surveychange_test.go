package checks

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

// lineNoise is how a simulated line behaves.
type lineNoise struct {
	name    string
	hosts   int
	memory  float64 // how much of a second's ups and downs is left in the next one
	shared  float64 // ups and downs of the line, all hosts feel them
	own     float64 // those of each host
	spikes  float64 // share of requests that take far longer, without a usual size (Pareto)
	jams    float64 // mean length in seconds of times at two and a half times as slow, 0: none
	loss    float64 // share of requests that fail
	bunches float64 // mean length in seconds of times in which they fail, 0: each for itself
}

// survey plays one survey of a line whose usual time is given in milliseconds.
func (l lineNoise) survey(dice *rand.Rand, seconds int, usual, loss float64) Survey {
	s := Survey{Hosts: make([]SurveyHost, l.hosts)}
	began := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	share := loss / 0.7 // of the time in which seven of ten fail
	line, jam, bad := dice.NormFloat64(), l.jams > 0 && dice.Float64() < 0.2, dice.Float64() < share
	hosts := make([]float64, l.hosts)
	for h := range hosts {
		hosts[h] = dice.NormFloat64()
		s.Hosts[h] = SurveyHost{Provider: "wechat", Host: fmt.Sprintf("h%d.example", h), Port: 443, InUse: true}
	}
	fresh := math.Sqrt(1 - l.memory*l.memory)
	for second := range seconds {
		line = l.memory*line + fresh*dice.NormFloat64()
		jam, bad = flip(dice, jam, 0.2, l.jams), flip(dice, bad, share, l.bunches)
		for h := range hosts {
			hosts[h] = l.memory*hosts[h] + fresh*dice.NormFloat64()
			took := usual * (1 + 0.5*float64(h)) * math.Exp(l.shared*line+l.own*hosts[h])
			if jam {
				took *= 2.5
			}
			if dice.Float64() < l.spikes {
				took *= math.Pow(dice.Float64(), -1/1.2)
			}
			fails := dice.Float64() < loss
			if l.bunches > 0 {
				fails = bad && dice.Float64() < 0.7
			}
			probe := SurveyProbe{At: began.Add(time.Duration(second) * time.Second), Phases: Phases{Connect: Span(took * float64(time.Millisecond))}}
			if fails {
				probe.Failed, probe.Class = Connect, Timeout
			}
			s.Hosts[h].Probes = append(s.Hosts[h].Probes, probe)
		}
	}
	return s
}

// flip moves between two states; share is how much of the time the first one has,
// length how long it lasts.
func flip(dice *rand.Rand, on bool, share, length float64) bool {
	switch {
	case length == 0:
		return false
	case on:
		return dice.Float64() >= 1/length
	default:
		return dice.Float64() < share/(1-share)/length
	}
}

var simulatedLines = []lineNoise{
	{name: "quiet", hosts: 1, shared: 0.1, own: 0.1, loss: 0.01},
	{name: "heavy tails", hosts: 1, shared: 0.2, own: 0.3, spikes: 0.1, loss: 0.05},
	{name: "a little memory", hosts: 6, memory: 0.6, shared: 0.2, own: 0.2, spikes: 0.03, loss: 0.05, bunches: 3},
	{name: "much memory", hosts: 6, memory: 0.8, shared: 0.3, own: 0.2, spikes: 0.05, loss: 0.05, bunches: 5},
	{name: "much memory, one host", hosts: 1, memory: 0.8, shared: 0.3, own: 0.3, spikes: 0.05, loss: 0.1, bunches: 5},
	{name: "long memory", hosts: 6, memory: 0.9, shared: 0.4, own: 0.2, spikes: 0.05, loss: 0.1, bunches: 8},
	{name: "jams of fifteen seconds", hosts: 6, memory: 0.5, shared: 0.15, own: 0.2, spikes: 0.05, jams: 15, loss: 0.1, bunches: 10},
	{name: "jams and a fifth lost in bunches", hosts: 6, memory: 0.5, shared: 0.15, own: 0.2, spikes: 0.05, jams: 15, loss: 0.2, bunches: 10},
	{name: "every fifth lost", hosts: 1, memory: 0.5, shared: 0.2, own: 0.2, loss: 0.2},
}

func TestEqualPairsAreSeldomToldToDiffer(t *testing.T) {
	const pairs = 1000
	for _, line := range simulatedLines {
		for _, seconds := range []int{100, 50, 20} {
			t.Run(fmt.Sprintf("%s, %d s", line.name, seconds), func(t *testing.T) {
				t.Parallel()
				dice, told := rand.New(rand.NewPCG(7, uint64(seconds))), 0
				for range pairs {
					c := CompareSurveys(line.survey(dice, seconds, 60, line.loss), line.survey(dice, seconds, 60, line.loss))
					if claims(c.Time) || claims(c.Failures) {
						told++
					}
				}
				t.Logf("%d of %d", told, pairs)
				if told*20 >= pairs {
					t.Errorf("%d of %d equal pairs are told to differ", told, pairs)
				}
			})
		}
	}
}

func claims(e Effect) bool { return e == EffectBetter || e == EffectWorse }

func TestARealRepairIsSeen(t *testing.T) {
	const pairs = 200
	for _, c := range []struct {
		line           lineNoise
		time, failures int // of 100 pairs at least
	}{
		{simulatedLines[0], 99, 95},
		{simulatedLines[1], 99, 95},
		// Failures in bunches: 100 s hold no more than six or ten of them.
		{simulatedLines[2], 99, 50},
		{simulatedLines[3], 75, 15},
		{simulatedLines[4], 50, 15},
		{simulatedLines[8], 95, 90},
	} {
		t.Run(c.line.name, func(t *testing.T) {
			t.Parallel()
			dice, quicker, surer := rand.New(rand.NewPCG(8, 8)), 0, 0
			for range pairs {
				change := CompareSurveys(c.line.survey(dice, 100, 60, 0.2), c.line.survey(dice, 100, 30, 0.01))
				if change.Time == EffectBetter {
					quicker++
				}
				if change.Failures == EffectBetter {
					surer++
				}
				if change.Time == EffectWorse || change.Failures == EffectWorse {
					t.Fatalf("a better line is told to be worse: %+v", change)
				}
				back := CompareSurveys(c.line.survey(dice, 100, 30, 0.01), c.line.survey(dice, 100, 60, 0.2))
				if back.Time == EffectBetter || back.Failures == EffectBetter {
					t.Fatalf("a worse line is told to be better: %+v", back)
				}
			}
			t.Logf("%d and %d of %d", quicker, surer, pairs)
			if quicker*100 < c.time*pairs || surer*100 < c.failures*pairs {
				t.Errorf("seen in %d and %d of %d", quicker, surer, pairs)
			}
		})
	}
}
