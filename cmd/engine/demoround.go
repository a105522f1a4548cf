package engine

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/probe"
)

// recording is a round as its file holds it: the checks as `counterctl check
// --json` prints them.
type recording struct {
	// Over names the recording that these checks are laid over; "": they are all.
	Over   string          `json:"over"`
	Checks []recordedCheck `json:"checks"`
}

type recordedCheck struct {
	ID     string            `json:"id"`
	Kind   checks.Kind       `json:"kind"`
	Level  checks.Level      `json:"level"`
	Cause  checks.Code       `json:"cause"`
	Failed checks.Phase      `json:"failed_phase"`
	Class  checks.ErrorClass `json:"error_class"`
	Err    string            `json:"error"`
	Phases checks.Phases     `json:"phases_ms"`
	Facts  json.RawMessage   `json:"facts"`
	Took   checks.Span       `json:"took_ms"`
	// What was known of it from the rounds before.
	Heard  bool `json:"heard"`  // it answered since the shop opened
	Streak int  `json:"streak"` // rounds in a row in which it was troubled

	facts any
}

// readRecording reads a recorded round.
func readRecording(name string) (recording, error) {
	text, err := assets.DemoRounds.ReadFile("demo/" + name + ".json")
	if err != nil {
		return recording{}, err
	}
	var r recording
	if err := json.Unmarshal(text, &r); err != nil {
		return r, fmt.Errorf("the recording %s: %w", name, err)
	}
	for i := range r.Checks {
		if err := r.Checks[i].decode(); err != nil {
			return r, fmt.Errorf("the recording %s, %s: %w", name, r.Checks[i].ID, err)
		}
	}
	if r.Over == "" {
		return r, nil
	}
	under, err := readRecording(r.Over)
	r.Checks = append(under.Checks, r.Checks...)
	return r, err
}

func (r recording) find(id string) (recordedCheck, bool) {
	for _, c := range r.Checks {
		if c.ID == id {
			return c, true
		}
	}
	return recordedCheck{}, false
}

// factsOf are how the facts of each kind are read.
var factsOf = map[checks.Kind]func([]byte) (any, error){
	checks.KindLink: as[checks.LinkFacts], checks.KindRoute: as[checks.RouteFacts], checks.KindGateway: as[checks.GatewayFacts],
	checks.KindAnchor: as[checks.AnchorFacts], checks.KindPing: as[checks.PingFacts], checks.KindDNS: as[checks.ResolverFacts],
	checks.KindHosts: as[checks.HostsFacts], checks.KindProxy: as[checks.ProxyFacts], checks.KindPortal: as[checks.PortalFacts],
	checks.KindControl: as[checks.EndpointFacts], checks.KindEndpoint: as[checks.EndpointFacts], checks.KindClock: as[checks.ClockFacts],
	checks.KindComputer: as[checks.ComputerFacts], checks.KindTerminal: as[checks.TerminalFacts],
	checks.KindRecord: as[checks.RecordFacts], checks.KindCare: as[checks.CareFacts],
}

func as[T any](text []byte) (any, error) {
	var facts T
	err := json.Unmarshal(text, &facts)
	return facts, err
}

func (c *recordedCheck) decode() (err error) {
	if len(c.Facts) == 0 {
		return nil
	}
	read := factsOf[c.Kind]
	if read == nil {
		return fmt.Errorf("unknown kind %q", c.Kind)
	}
	c.facts, err = read(c.Facts)
	return err
}

// ask answers as it was recorded.
func (c recordedCheck) ask(context.Context) checks.Finding {
	return checks.Finding{
		Level: c.Level, Cause: c.Cause, Failed: c.Failed, Class: c.Class, Phases: c.Phases, Facts: c.facts, Err: c.Err,
	}
}

// replay plans to ask nobody: each check answers as it was recorded.
func (d *Demo) replay() error {
	recorded, err := readRecording(d.Scenario.ID)
	if err != nil {
		return err
	}
	usual := probe.New(d.Settings, d.Catalogue, nil, probe.Over(probe.Network{Servers: demoServers}))
	known := map[string]checks.Check{}
	for _, c := range usual.Checks {
		known[c.ID] = c
	}
	d.plan = usual
	d.plan.Checks = nil
	for _, r := range recorded.Checks {
		c, have := known[r.ID]
		if !have {
			c = checks.Check{ID: r.ID, Kind: r.Kind}
		}
		c.Timeout, c.Ask = time.Second, r.ask
		d.plan.Checks = append(d.plan.Checks, c)
		if r.Heard || r.Streak > 0 {
			if d.before == nil {
				d.before = map[string]checks.Past{}
			}
			past := checks.Past{Streak: r.Streak}
			if r.Heard {
				past.Heard = time.Now()
			}
			d.before[r.ID] = past
		}
	}
	return nil
}
