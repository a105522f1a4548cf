//go:build lab && linux

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"countercheck/checks"
	"countercheck/checks/lab/netns"
	"countercheck/checks/store"
)

// soakLength is how long faults are switched: a short while among the other lab tests,
// SOAK_MINUTES in `make soak`.
func soakLength(t *testing.T) time.Duration {
	t.Helper()
	text := os.Getenv("SOAK_MINUTES")
	if text == "" {
		return 190 * time.Second
	}
	minutes, err := strconv.ParseFloat(text, 64)
	if err != nil || minutes <= 0 || minutes > 60 {
		t.Fatalf("SOAK_MINUTES=%s: write a number of minutes up to 60", text)
	}
	return time.Duration(minutes * float64(time.Minute))
}

// soakSeed makes the same faults come again: SOAK_SEED, else always the same ones among
// the other lab tests, and other ones each time in `make soak`.
func soakSeed(t *testing.T) uint64 {
	t.Helper()
	text := os.Getenv("SOAK_SEED")
	switch {
	case text == "" && os.Getenv("SOAK_MINUTES") == "":
		return 1
	case text == "":
		return uint64(time.Now().Unix())
	}
	seed, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		t.Fatalf("SOAK_SEED=%s: %v", text, err)
	}
	return seed
}

// How the faults are switched. The watch asks the hosts every 30 s, and at a doubt again
// every five until three rounds have said the same; the slowest faults let each round
// wait for 9 s. A fault is over after three good rounds, 30 s apart, since nobody's hosts
// are asked more often than is needed.
const (
	faultHolds = 75 * time.Second
	lossHolds  = 4 * time.Minute // few packets are sent, and some are lost on good lines too
	faultRests = 100 * time.Second
	roundTakes = 9 * time.Second // a round is put down at its beginning
)

// soakShops stand side by side: most of the time is waiting.
const soakShops = 6

// soakable are the faults that a running agent can see come and go: not those that only
// a program sees that is started with them.
func soakable() (all []scenario) {
	for _, s := range causes {
		if s.config == "" && !s.knownRoot && s.level > checks.OK && !strings.HasPrefix(s.faults[0], "wan.proxy") {
			all = append(all, s)
		}
	}
	return all
}

// switched is a line of the lab's own log: a fault, and when it was on.
type switched struct {
	scenario
	from, to time.Time
}

func (s switched) String() string {
	return fmt.Sprintf("%s from %s to %s", s.title(), s.from.Format(time.TimeOnly), s.to.Format(time.TimeOnly))
}

// TestSoakFaults has agents watch shops whose faults are switched at random, and compares
// what they recorded with the lab's own log of its switches: each fault seen, each by its
// name, and nothing seen that was not there.
func TestSoakFaults(t *testing.T) {
	t.Parallel() // beside the kills: most of the time is waiting
	length, seed := soakLength(t), soakSeed(t)
	t.Logf("faults switched for %s in %d shops, SOAK_SEED=%d", length, soakShops, seed)
	program, tally := build(t), &soakTally{}
	var working sync.WaitGroup
	for n := range soakShops {
		shop := shopUp(t)
		working.Go(func() {
			t.Run(fmt.Sprintf("shop %d", n+1), func(t *testing.T) {
				soakShop(t, shop, program, length, rand.New(rand.NewPCG(seed, uint64(n))), tally)
			})
		})
	}
	working.Wait()
	tally.tell(t)
}

func soakShop(t *testing.T, shop *netns.Net, program string, length time.Duration, chance *rand.Rand, tally *soakTally) {
	a := &agentInShop{t: t, shop: shop, program: program, home: t.TempDir()}
	began := time.Now()
	agent := a.start()
	agent.says("[正常]", 30*time.Second)
	taken := watchProcess(agent.cmd.Process.Pid)
	log := switchFaults(t, shop, began.Add(length), chance)
	figures := taken()
	goroutines := a.endWithTrace(agent)
	t.Log(figures.say(), goroutines, "goroutines at the end")
	figures.flat(t)

	s, err := store.OpenReader(filepath.Join(a.home, "countercheck"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	changes, err := s.Changes(t.Context(), checks.Window{From: began, To: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	tally.compare(t, log, changes)
}

// switchFaults switches one fault after the other until the end, each on a line that was
// healthy for a while. Its log is the truth that the agent is held to.
func switchFaults(t *testing.T, shop *netns.Net, end time.Time, chance *rand.Rand) (log []switched) {
	pool := soakable()
	chance.Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
	time.Sleep(time.Duration(chance.IntN(5)) * time.Second)
	for _, s := range pool {
		holds := faultHolds
		if s.chance {
			holds = lossHolds
		}
		if time.Now().Add(holds + faultRests).After(end) {
			continue
		}
		one := switched{scenario: s, from: time.Now()}
		for _, name := range s.faults {
			fault, known := netns.Find(name)
			if !known {
				t.Fatalf("no fault %q", name)
			}
			if err := shop.Do(fault); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(holds + time.Duration(chance.IntN(10))*time.Second)
		one.to = time.Now()
		for _, name := range slices.Backward(s.faults) {
			fault, _ := netns.Find(name)
			if err := shop.Undo(fault); err != nil {
				t.Fatal(err)
			}
		}
		log = append(log, one)
		time.Sleep(faultRests + time.Duration(chance.IntN(10))*time.Second)
	}
	return log
}

// endWithTrace ends an agent with the signal that has Go write down what each goroutine
// does, and counts them.
func (a *agentInShop) endWithTrace(w *watching) (goroutines int) {
	a.t.Helper()
	if err := w.cmd.Process.Signal(syscall.SIGQUIT); err != nil {
		a.t.Fatal(err)
	}
	_ = w.cmd.Wait() // it ends by the signal
	return strings.Count(w.out.String(), "\ngoroutine ")
}

// soakTally adds up what all shops came to.
type soakTally struct {
	mu                          sync.Mutex
	faults, verdicts, misnamed  int
	seen, recovered             []time.Duration
	missed, unsure, falseAlarms []string
}

// compare holds what an agent believed against the lab's log.
func (s *soakTally) compare(t *testing.T, log []switched, changes []checks.Change) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults += len(log)
	s.verdicts += len(changes)
	for _, c := range changes {
		t.Logf("believed: %s %s %s", c.At.Format(time.TimeOnly), c.Level, c.Cause)
	}
	for _, c := range changes {
		if c.Level <= checks.OK {
			continue
		}
		i := slices.IndexFunc(log, func(f switched) bool {
			return !c.At.Before(f.from.Add(-roundTakes)) && c.At.Before(f.to.Add(roundTakes))
		})
		switch {
		case i < 0:
			t.Errorf("a false alarm: %s %s at %s, while nothing was switched", c.Level, c.Cause, c.At.Format(time.TimeOnly))
			s.falseAlarms = append(s.falseAlarms, string(c.Cause))
		case c.Cause != log[i].cause:
			t.Errorf("%s was called %s %s at %s", log[i], c.Level, c.Cause, c.At.Format(time.TimeOnly))
			s.misnamed++
		}
	}
	for _, f := range log {
		t.Log("switched:", f)
		i := slices.IndexFunc(changes, func(c checks.Change) bool {
			return c.Cause == f.cause && !c.At.Before(f.from.Add(-roundTakes)) && c.At.Before(f.to)
		})
		switch {
		case i < 0 && f.chance:
			s.unsure = append(s.unsure, f.title())
			continue
		case i < 0:
			t.Errorf("%s was not seen", f)
			s.missed = append(s.missed, f.title())
			continue
		}
		s.seen = append(s.seen, changes[i].At.Sub(f.from))
		over := slices.IndexFunc(changes[i+1:], func(c checks.Change) bool { return c.Level == checks.OK && c.At.After(f.to.Add(-roundTakes)) })
		if over < 0 {
			t.Errorf("%s was over, and went on being believed", f)
			continue
		}
		s.recovered = append(s.recovered, max(changes[i+1+over].At.Sub(f.to), 0))
	}
}

func (s *soakTally) tell(t *testing.T) {
	t.Helper()
	t.Logf("%d faults, %d verdicts: %d seen, %d missed %v, %d called by another name, %d false alarms %v",
		s.faults, s.verdicts, len(s.seen), len(s.missed), s.missed, s.misnamed, len(s.falseAlarms), s.falseAlarms)
	if len(s.unsure) > 0 {
		t.Logf("lost too little to be told from chance within %s: %v", lossHolds, s.unsure)
	}
	for what, all := range map[string][]time.Duration{"from the switch to the first round that saw it": s.seen, "from its end to the first good round": s.recovered} {
		all = slices.Clone(all)
		if slices.Sort(all); len(all) > 0 {
			t.Logf("%s: median %.1f s, longest %.1f s", what, all[len(all)/2].Seconds(), all[len(all)-1].Seconds())
		}
	}
	if s.faults == 0 {
		t.Error("no fault was switched")
	}
}
