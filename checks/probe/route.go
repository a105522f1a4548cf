package probe

import (
	"cmp"
	"slices"

	"countercheck/checks"
)

// askRoute lists the default routes of this moment.
func (p *prober) askRoute() checks.Finding {
	routes, err := p.routes()
	if err != nil {
		return checks.Finding{Cause: checks.None, Class: checks.Internal, Err: err.Error()}
	}
	f := checks.Finding{Level: checks.OK, Cause: checks.None, Facts: checks.RouteFacts{Routes: routes}}
	if len(routes) == 0 {
		f.Level, f.Cause, f.Err = checks.Fail, checks.LANNoGateway, "no default route"
	}
	return f
}

// gateway is the router of the preferred route. ok is false without a route and
// on one that needs no router (dial-up, 4G stick, VPN).
func (p *prober) gateway() (route checks.Route, ok bool) {
	routes, err := p.routes()
	if err != nil || len(routes) == 0 {
		return checks.Route{}, false
	}
	return routes[0], routes[0].Gateway.IsValid()
}

// prefer puts the routes that the system uses first to the front: IPv4 before
// IPv6, then by metric.
func prefer(routes []checks.Route) []checks.Route {
	if routes == nil {
		routes = []checks.Route{} // none, which JSON shows as an empty list
	}
	slices.SortStableFunc(routes, func(a, b checks.Route) int {
		return cmp.Or(cmp.Compare(family(a), family(b)), cmp.Compare(a.Metric, b.Metric))
	})
	return routes
}

// family sorts IPv4 (and on-link) before IPv6.
func family(r checks.Route) int {
	if r.Gateway.IsValid() && r.Gateway.Is6() {
		return 1
	}
	return 0
}
