package checks

import "testing"

// Whoever knows only what was believed must not show more than that.
func TestTheRoadOfAChange(t *testing.T) {
	for _, c := range []struct {
		name   string
		change Change
		want   map[StationID]Level
	}{
		{"all is well", Change{Level: OK, Cause: None}, map[StationID]Level{StopComputer: OK, StopRouter: OK, StopLine: OK, StopNames: OK, StopPayment: OK}},
		{"the cable", Change{Level: Fail, Cause: LinkDown, Layer: LayerLink}, map[StationID]Level{StopComputer: Fail}},
		{"names", Change{Level: Warn, Cause: DNSNoAnswer, Layer: LayerDNS}, map[StationID]Level{StopNames: Warn}},
		{"nothing is known", Change{Level: Unknown, Cause: None}, nil},
	} {
		path := c.change.Path()
		if len(path) != len(Stops) {
			t.Fatalf("%s: %d stops", c.name, len(path))
		}
		for _, stop := range path {
			if stop.Level != c.want[stop.ID] {
				t.Errorf("%s: %s is %s", c.name, stop.ID, stop.Level)
			}
		}
	}
}
