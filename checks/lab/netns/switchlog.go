//go:build linux

package netns

import (
	"slices"
	"time"
)

// Switch is a line of the network's own log: a fault was switched on or off. While
// it is being switched, from From to To, either state may be seen.
type Switch struct {
	Fault    string
	On       bool
	From, To time.Time
}

// Log is every switch so far, in order: the truth that whoever watches the shop can
// be held to.
func (n *Net) Log() []Switch {
	n.mu.Lock()
	defer n.mu.Unlock()
	return slices.Clone(n.log)
}
