package ui

import (
	"fmt"
	"net/netip"
	"strings"

	"countercheck/assets"
	"countercheck/checks"
)

// sceneText is how the network looked when an incident began, in the technician's
// terms, a line each.
func sceneText(w *assets.Words, i checks.Incident, s *checks.Scene) string {
	var b strings.Builder
	section := func(key string, lines []string) {
		if len(lines) > 0 {
			fmt.Fprintf(&b, "%s\n  %s\n", w.Say("incident.scene."+key, nil), strings.Join(lines, "\n  "))
		}
	}
	section("cause", []string{string(i.Cause)})
	if s == nil {
		b.WriteString(w.Say("incident.no_scene", nil))
		return b.String()
	}
	section("at", []string{s.At.Format("2006-01-02 15:04:05.000 -07:00")})
	section("failing", each(s.Failing, failingLine))
	section("interfaces", each(s.Interfaces, interfaceLine))
	section("routes", each(s.Routes, func(r checks.Route) string {
		return fmt.Sprintf("%s via %s metric %d", r.Interface, address(r.Gateway.IsValid(), r.Gateway), r.Metric)
	}))
	section("servers", each(s.Servers, netip.AddrPort.String))
	if s.Proxy != nil {
		section("proxy", []string{fmt.Sprintf("%s (%s) reachable=%t works=%t", s.Proxy.Address, s.Proxy.Source, s.Proxy.Reachable, s.Proxy.Works)})
	} else {
		section("proxy", []string{w.Say("incident.scene.no_proxy", nil)})
	}
	if g := s.Gateway; g != nil {
		section("gateway", []string{fmt.Sprintf("%s ping=%t tcp=%t neighbour=%s %.1f ms", address(g.Address.IsValid(), g.Address), g.Ping, g.TCP, g.Neighbour, g.RTT.Milliseconds())})
	}
	section("pings", each(s.Pings, func(p checks.PingFacts) string {
		if p.Unavailable != "" || p.Received == 0 {
			return fmt.Sprintf("%s %d/%d %s", p.Address, p.Received, p.Sent, p.Unavailable)
		}
		return fmt.Sprintf("%s %d/%d  min %.1f  median %.1f  max %.1f ms", p.Address, p.Received, p.Sent, p.Min.Milliseconds(), p.Median.Milliseconds(), p.Max.Milliseconds())
	}))
	b.WriteString(traceText(w, s))
	return strings.TrimRight(b.String(), "\n")
}

func traceText(w *assets.Words, s *checks.Scene) string {
	if s.TraceTo == "" && s.TraceError == "" {
		return ""
	}
	var b strings.Builder
	if len(s.Trace) > 0 {
		fmt.Fprintln(&b, w.Say("incident.scene.trace", map[string]any{"To": s.TraceTo}))
	}
	for _, hop := range s.Trace {
		if hop.Address.IsValid() {
			fmt.Fprintf(&b, "  %2d  %s  %.1f ms\n", hop.TTL, hop.Address, hop.RTT.Milliseconds())
		} else {
			fmt.Fprintf(&b, "  %2d  *\n", hop.TTL)
		}
	}
	if s.TraceError != "" {
		fmt.Fprintln(&b, w.Say("incident.scene.no_trace", map[string]any{"Error": s.TraceError}))
	}
	return b.String()
}

func each[T any](all []T, line func(T) string) []string {
	lines := make([]string, len(all))
	for i, one := range all {
		lines[i] = line(one)
	}
	return lines
}

func failingLine(c checks.SceneCheck) string {
	parts := []string{c.Level.String(), c.ID}
	for _, more := range []string{string(c.Failed), string(c.Class)} {
		if more != "" {
			parts = append(parts, more)
		}
	}
	for _, phase := range checks.AllPhases {
		if took, ran := c.Phases[phase]; ran {
			parts = append(parts, fmt.Sprintf("%s=%.1fms", phase, took.Milliseconds()))
		}
	}
	if c.Err != "" {
		parts = append(parts, c.Err)
	}
	return strings.Join(parts, " ")
}

func interfaceLine(i checks.Interface) string {
	parts := []string{i.Name, string(i.Kind), fmt.Sprintf("up=%t carrier=%t", i.Up, i.Carrier)}
	for _, a := range i.Addresses {
		parts = append(parts, a.String())
	}
	if i.SpeedMbps > 0 {
		parts = append(parts, fmt.Sprintf("%d Mbit/s", i.SpeedMbps))
	}
	if i.SignalDBm != 0 {
		parts = append(parts, fmt.Sprintf("%d dBm", i.SignalDBm))
	}
	return strings.Join(parts, " ")
}

func address(known bool, a fmt.Stringer) string {
	if !known {
		return "-"
	}
	return a.String()
}
