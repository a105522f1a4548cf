//go:build linux

package netns

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"countercheck/checks/lab"
)

// Fault is something that can be switched on and off on a running network.
// Faults can be on together; each takes back only what it did itself.
type Fault struct {
	Name string
	On   func(*Net) error
	Off  func(*Net) error
}

// step is one part of a fault. The name it is given is unique among all steps.
type step struct {
	on, off func(n *Net, name string) error
}

// fault is steps under one name: switched on in order, off in reverse.
func fault(name string, steps ...step) Fault {
	id := func(i int) string {
		return fmt.Sprintf("%s_%d", strings.NewReplacer(".", "_", "/", "_", "-", "_").Replace(name), i)
	}
	undo := func(n *Net, last int) error {
		var all []error
		for i := last; i >= 0; i-- {
			all = append(all, steps[i].off(n, id(i)))
		}
		return errors.Join(all...)
	}
	return Fault{
		Name: name,
		On: func(n *Net) error {
			for i, s := range steps {
				if err := s.on(n, id(i)); err != nil {
					return errors.Join(err, undo(n, i-1))
				}
			}
			return nil
		},
		Off: func(n *Net) error { return undo(n, len(steps)-1) },
	}
}

// Find returns the fault of that name.
func Find(name string) (Fault, bool) {
	i := slices.IndexFunc(Faults, func(f Fault) bool { return f.Name == name })
	if i < 0 {
		return Fault{}, false
	}
	return Faults[i], true
}

// place says in which namespace something happens.
type place func(*Net) space

func inShop(n *Net) space   { return n.shop }
func onRouter(n *Net) space { return n.router }
func inWorld(n *Net) space  { return n.world }

// lines are ip(8) commands, one a line, and those that take them back.
func lines(where place, on, off string) step {
	return step{
		on:  func(n *Net, _ string) error { return where(n).ip(on) },
		off: func(n *Net, _ string) error { return where(n).ip(off) },
	}
}

// table is an nft table with those chains, of family inet, ip or netdev.
func table(where place, family, chains string) step {
	return step{
		on: func(n *Net, name string) error {
			return where(n).nft(fmt.Sprintf("table %s %s { %s; }", family, name, chains))
		},
		off: func(n *Net, name string) error {
			return where(n).nft(fmt.Sprintf("delete table %s %s", family, name))
		},
	}
}

// forward is a rule on everything that the router passes on.
func forward(rule string) step {
	return table(onRouter, "inet", "chain c { type filter hook forward priority 0; "+rule+"; }")
}

// arriving is a rule on everything that reaches the world's hosts.
func arriving(rule string) step {
	return table(inWorld, "inet", "chain c { type filter hook input priority 0; "+rule+"; }")
}

// line changes the line between the router and the world.
func line(change func(*Line)) step {
	return step{
		on:  func(n *Net, name string) error { n.relay.changes.Put(name, change); return nil },
		off: func(n *Net, name string) error { n.relay.changes.Lift(name); return nil },
	}
}

// conduct changes how the hosts behave that which chooses.
func conduct(which func(*lab.Host) bool, change func(*lab.Behaviour)) step {
	return step{
		on: func(n *Net, name string) error {
			n.World.Conduct.Put(name, func(c *lab.Conduct) {
				if which(c.Host) {
					change(&c.Behaviour)
				}
			})
			return nil
		},
		off: func(n *Net, name string) error { n.World.Conduct.Lift(name); return nil },
	}
}

// answers changes what name servers say.
func answers(change func(*lab.Answer)) step {
	return step{
		on:  func(n *Net, name string) error { n.World.Answers.Put(name, change); return nil },
		off: func(n *Net, name string) error { n.World.Answers.Lift(name); return nil },
	}
}

// file gives one of the shop PC's files another text for a while.
func file(name, usual string, text func(*Net) string) step {
	return step{
		on:  func(n *Net, _ string) error { return n.write(name, text(n)) },
		off: func(n *Net, _ string) error { return n.write(name, usual) },
	}
}

// environment sets a variable for commands started in the shop from now on.
func environment(key, value string) step {
	return step{
		on:  func(n *Net, _ string) error { n.mu.Lock(); n.env[key] = value; n.mu.Unlock(); return nil },
		off: func(n *Net, _ string) error { n.mu.Lock(); delete(n.env, key); n.mu.Unlock(); return nil },
	}
}
