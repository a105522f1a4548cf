package checks

// SceneOf is how the network looks by a round's results: adapters, routes, name
// servers, proxy, router, pings, and what failed.
func SceneOf(round Round) Scene {
	s := Scene{At: round.Started}
	for _, r := range round.Results {
		switch facts := r.Finding.Facts.(type) {
		case LinkFacts:
			s.Interfaces = facts.Interfaces
		case RouteFacts:
			s.Routes = facts.Routes
		case ResolverFacts:
			if facts.Server.IsValid() { // the check that there is none has none
				s.Servers = append(s.Servers, facts.Server)
			}
		case ProxyFacts:
			if facts.Set {
				s.Proxy = &facts
			}
		case GatewayFacts:
			s.Gateway = &facts
		case PingFacts:
			s.Pings = append(s.Pings, facts)
		}
		if f := r.Finding; f.Level >= Warn {
			s.Failing = append(s.Failing, SceneCheck{
				ID: r.ID(), Level: f.Level, Failed: f.Failed, Class: f.Class, Phases: f.Phases, Err: f.Err,
			})
		}
	}
	return s
}
