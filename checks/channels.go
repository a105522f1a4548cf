package checks

import (
	"slices"
	"time"
)

// channels says of each way customers pay whether it works now, given the cause.
func (e *evidence) channels(winner believed) []ChannelState {
	out := make([]ChannelState, 0, len(e.plan.Channels))
	for _, c := range e.plan.Channels {
		state := ChannelState{ID: c.ID, Provider: c.Provider}
		if !e.plan.Profile.SIMOnly {
			state.Level = e.channelLevel(c.Provider, winner)
			state.Took = e.quickest(c.Provider)
		}
		out = append(out, state)
	}
	return out
}

func (e *evidence) channelLevel(provider string, winner believed) Level {
	own := e.providerLevel(provider, winner)
	switch {
	case winner.Code == "":
		return own
	case winner.Everyone || winner.Subject == provider:
		return Worse(own, winner.Level)
	default:
		return own
	}
}

// providerLevel is by the provider's own hosts: any that works carries payments,
// the first with a warning if another fails or it is slow.
func (e *evidence) providerLevel(provider string, winner believed) Level {
	hosts := where(e.hostsOf(provider), inUse)
	working, bad := where(hosts, works), where(hosts, failed)
	switch {
	case len(working) == 0 && len(bad) == 0:
		return Unknown
	case len(working) == 0:
		if winner.Level == Warn && !slices.ContainsFunc(bad, func(s *Seen[EndpointFacts]) bool { return !winner.explains(*s.Result) }) {
			return Warn
		}
		return Fail
	case len(where(bad, primary)) > 0 || len(where(where(working, primary), e.slowHost)) > 0:
		return Warn
	default:
		return OK
	}
}

// quickest is the whole request to the provider's first host that works.
func (e *evidence) quickest(provider string) time.Duration {
	for _, s := range where(e.hostsOf(provider), works) {
		return s.Finding.Phases.Total()
	}
	return 0
}
