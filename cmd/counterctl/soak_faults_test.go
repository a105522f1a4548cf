//go:build lab && linux

package main

import (
	"bufio"
	"encoding/json"
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
		return 95 * time.Second
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

// soakShops stand side by side: most of the time is waiting. There are fewer among the
// other lab tests.
func soakShops() int {
	if os.Getenv("SOAK_MINUTES") == "" {
		return 4
	}
	return 8
}

// How long a fault is held, and the line is then left healthy. The watch asks the hosts
// every 30 s, and at a doubt again every five until three rounds have said the same. A
// fault is over after three good rounds, 30 s apart, since nobody's hosts are asked more
// often than is needed. The cable and the router are looked at every 5 s.
func soakTimes(s scenario, chance *rand.Rand) (hold, rest time.Duration, short bool) {
	layer, _, _ := strings.Cut(string(s.cause), ".")
	seconds := func(n int) time.Duration { return time.Duration(n) * time.Second }
	switch {
	case s.chance: // few packets are sent, and some are lost on good lines too
		return seconds(240), seconds(100 + chance.IntN(10)), false
	case os.Getenv("SOAK_MINUTES") != "" && chance.IntN(6) == 0: // a moment, as lines have them
		return seconds(2 + chance.IntN(5)), seconds(100 + chance.IntN(10)), true
	case layer == "link" || layer == "lan":
		return seconds(25 + chance.IntN(10)), seconds(35 + chance.IntN(10)), false
	default:
		return seconds(78 + chance.IntN(12)), seconds(100 + chance.IntN(10)), false
	}
}

// soakable are the faults that a running agent can see come and go: not those that only
// a program sees that is started with them.
func soakable() (all []scenario) {
	for _, s := range slices.Concat(causes, pairs) {
		proxied := slices.ContainsFunc(s.faults, func(name string) bool { return strings.HasPrefix(name, "wan.proxy") })
		if s.config == "" && !s.knownRoot && s.level > checks.OK && !proxied && (!s.chance || len(s.faults) == 1) {
			all = append(all, s)
		}
	}
	return all
}

// TestSoakFaults has agents watch shops whose faults are switched at random, and holds
// all that they believed against the lab's own log of its switches.
func TestSoakFaults(t *testing.T) {
	t.Parallel() // beside the kills: most of the time is waiting
	length, seed := soakLength(t), soakSeed(t)
	chance := rand.New(rand.NewPCG(seed, 0))
	deck := soakable() // dealt to all shops, so that no two have the same before all had a turn
	chance.Shuffle(len(deck), func(i, j int) { deck[i], deck[j] = deck[j], deck[i] })
	t.Logf("faults switched for %s in %d shops out of %d kinds, SOAK_SEED=%d", length, soakShops(), len(deck), seed)
	program, tally := build(t), &soakTally{}
	var working sync.WaitGroup
	for n := range soakShops() {
		s := &soakShop{t: t, n: n + 1, chance: rand.New(rand.NewPCG(seed, uint64(n+1))), tally: tally}
		for i := n; i < len(deck); i += soakShops() {
			s.deck = append(s.deck, deck[i])
		}
		s.agent = &agentInShop{t: t, shop: shopUp(t), program: program, home: t.TempDir()}
		working.Go(func() {
			t.Run(fmt.Sprintf("shop %d", s.n), func(t *testing.T) {
				s.t, s.agent.t = t, t
				s.run(length)
			})
		})
	}
	working.Wait()
	tally.tell(t)
}

// soakShop is a shop whose faults are switched while an agent watches.
type soakShop struct {
	t      *testing.T
	n      int
	chance *rand.Rand
	deck   []scenario
	agent  *agentInShop
	tally  *soakTally
	truth  truth
}

func (s *soakShop) run(length time.Duration) {
	s.truth.began = time.Now()
	agent := s.agent.start()
	agent.says("[正常]", 60*time.Second)
	taken := watchProcess(agent.cmd.Process.Pid)
	s.switchFaults(s.truth.began.Add(length))
	figures := taken()
	s.truth.ended = time.Now()

	list := s.list()
	goroutines := s.agent.endWithTrace(agent)
	s.t.Log(figures.say(), goroutines, "goroutines at the end")
	figures.flat(s.t)
	changes := s.changes()
	s.allRecorded(changes)
	s.tally.add(s.t, s.truth, changes, append(s.truth.judge(changes), s.truth.listed(changes, list)...))
}

// switchFaults switches one fault after the other until the end, each on a line that
// was healthy for a while.
func (s *soakShop) switchFaults(end time.Time) {
	time.Sleep(time.Duration(s.chance.IntN(5000)) * time.Millisecond)
	for _, kind := range s.deck {
		hold, rest, short := soakTimes(kind, s.chance)
		if time.Now().Add(hold + rest).After(end) {
			continue // that it is over could not be seen
		}
		h := s.hold(kind, hold)
		h.short = short
		s.truth.held = append(s.truth.held, h)
		time.Sleep(rest)
		s.say(h)
	}
}

// hold switches a fault on, and off after a while; what it returns is what the lab's
// own log says of it.
func (s *soakShop) hold(kind scenario, hold time.Duration) held {
	shop, before := s.agent.shop, len(s.agent.shop.Log())
	do := func(names []string, switched func(netns.Fault) error) {
		for _, name := range names {
			fault, known := netns.Find(name)
			if !known {
				s.t.Fatalf("no fault %q", name)
			}
			if err := switched(fault); err != nil {
				s.t.Fatal(err)
			}
		}
	}
	backwards := slices.Clone(kind.faults)
	slices.Reverse(backwards)
	do(kind.faults, shop.Do)
	time.Sleep(hold)
	do(backwards, shop.Undo)
	log, n := shop.Log()[before:], len(kind.faults)
	if len(log) != 2*n {
		s.t.Fatalf("the lab switched %+v", log)
	}
	return held{scenario: kind, begun: log[0].From, on: log[n-1].To, off: log[n].From, ended: log[2*n-1].To}
}

// say prints what became of a fault, as soon as it is over.
func (s *soakShop) say(h held) {
	changes, told := s.changes(), "not seen"
	if at, seen := h.seen(changes); seen {
		told = fmt.Sprintf("seen after %.0f s, believed after %.0f s", max(0, at.Sub(h.on).Seconds()), max(0, s.believedAt(h).Sub(h.on).Seconds()))
		if at, over := h.over(changes); over {
			told += fmt.Sprintf(", good again after %.0f s", max(0, at.Sub(h.off).Seconds()))
		}
	}
	s.t.Logf("shop %d: %s: %s", s.n, h, told)
}

// believedAt is when the agent's own log says that it believed a fault: three rounds
// after the one that its records date it from.
func (s *soakShop) believedAt(h held) time.Time {
	for _, b := range s.believed() {
		if b.Cause == h.cause && b.Level == h.level && !b.At.Before(h.begun.Add(-roundTakes)) {
			return b.At
		}
	}
	return h.on
}

// believed is what the agent's log says that it believed, and when it came to that.
func (s *soakShop) believed() (all []checks.Change) {
	f, err := os.Open(filepath.Join(s.agent.home, "countercheck", "countercheck.log"))
	if err != nil {
		s.t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var c checks.Change
		said := strings.Contains(lines.Text(), " msg=believed ")
		for word := range strings.FieldsSeq(lines.Text()) {
			switch key, value, _ := strings.Cut(word, "="); key {
			case "time":
				c.At, err = time.Parse(time.RFC3339Nano, value)
			case "level": // the last of two: the first is the line's own
				_ = c.Level.UnmarshalText([]byte(value))
			case "cause":
				c.Cause = checks.Code(value)
			}
		}
		if said && err == nil {
			all = append(all, c)
		}
	}
	return all
}

func (s *soakShop) changes() []checks.Change {
	s.t.Helper()
	from, err := store.OpenReader(filepath.Join(s.agent.home, "countercheck"))
	if err != nil {
		s.t.Fatal(err)
	}
	defer from.Close()
	in := checks.Window{From: s.truth.began, To: time.Now()}
	changes, err := from.Changes(s.t.Context(), in)
	if err == nil {
		s.truth.gaps, err = from.Gaps(s.t.Context(), in)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return changes
}

// allRecorded: what the agent came to believe is on record, all of it. What it said in
// its last seconds may still have been on its way when it was ended.
func (s *soakShop) allRecorded(changes []checks.Change) {
	for _, b := range s.believed() {
		there := slices.ContainsFunc(changes, func(c checks.Change) bool {
			return c.Level == b.Level && c.Cause == b.Cause && !c.At.After(b.At) && b.At.Sub(c.At) < seenWithin+time.Minute
		})
		if !there && b.At.Before(s.truth.ended.Add(-10*time.Second)) {
			s.t.Errorf("%s %s was believed at %s, and is not on record", b.Level, b.Cause, clockOf(b.At))
		}
	}
}

// list is what the command prints beside the agent.
func (s *soakShop) list() (list incidentList) {
	out, err := s.agent.command("incidents", "--json", "--from", "2h").Output()
	if err == nil {
		err = json.Unmarshal(out, &list)
	}
	if err != nil {
		s.t.Fatalf("%v: %s", err, out)
	}
	return list
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
	mu                       sync.Mutex
	switches, faults, shorts int
	verdicts, gaps           int
	seen, shortSeen          int
	took, recovered          []time.Duration
	wrong                    map[string]int
	unsure                   []string
}

func (s *soakTally) add(t *testing.T, w truth, changes []checks.Change, wrongs []wrong) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.verdicts += len(changes)
	s.gaps += len(w.gaps)
	for _, h := range w.held {
		s.switches += 2 * len(h.faults)
		at, seen := h.seen(changes)
		switch {
		case h.short:
			s.shorts++
			if seen {
				s.shortSeen++
			}
			continue
		case !seen && h.chance:
			s.unsure = append(s.unsure, h.title())
		}
		s.faults++
		if !seen {
			continue
		}
		s.seen++
		s.took = append(s.took, max(0, at.Sub(h.on)))
		if at, over := h.over(changes); over {
			s.recovered = append(s.recovered, max(0, at.Sub(h.off)))
		}
	}
	if s.wrong == nil {
		s.wrong = map[string]int{}
	}
	for _, one := range wrongs {
		s.wrong[one.kind]++
		t.Errorf("%s: %s", one.kind, one.text)
	}
	if len(wrongs) > 0 {
		for _, c := range changes {
			t.Logf("believed: %s %s %s", clockOf(c.At), c.Level, c.Cause)
		}
	}
}

func (s *soakTally) tell(t *testing.T) {
	t.Helper()
	t.Logf("%d switches, %d faults held and %d moments; %d verdicts checked: %d faults seen, %d verdicts late or missing, %d under another name, %d false, %d believed too long; of the moments %d were seen",
		s.switches, s.faults, s.shorts, s.verdicts, s.seen, s.wrong[notSeen], s.wrong[misnamed], s.wrong[falseAlarm], s.wrong[tooLong], s.shortSeen)
	if s.gaps > 0 {
		t.Logf("an agent stood still %d times, and said so: the machine was loaded", s.gaps)
	}
	if len(s.unsure) > 0 {
		t.Logf("lost too little to be told from chance: %v", s.unsure)
	}
	for _, figure := range []struct {
		what string
		all  []time.Duration
	}{{"from the switch to the first round that saw it", s.took}, {"from its end to the first good round", s.recovered}} {
		if slices.Sort(figure.all); len(figure.all) > 0 {
			t.Logf("%s: median %.1f s, longest %.1f s", figure.what, figure.all[len(figure.all)/2].Seconds(), figure.all[len(figure.all)-1].Seconds())
		}
	}
	if s.faults == 0 {
		t.Error("no fault was switched")
	}
}
