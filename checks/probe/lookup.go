package probe

import (
	"context"
	"net"
	"net/netip"
	"time"
)

// lookup finds a name's addresses.
type lookup func(ctx context.Context, network, host string) ([]netip.Addr, error)

// systemLookup is a resolver of its own over the system's settings: look-ups of one
// and the same resolver for the same name are one.
func systemLookup() lookup { return (&net.Resolver{PreferGo: preferGo}).LookupNetIP }

// insistent asks again beside a look-up that brings nothing for a while, and takes
// what comes first. Many systems repeat a question only after five seconds, when it
// is given up here, so that a single packet lost would look like a name that cannot
// be found. A slow answer still counts with all its time.
func insistent(asks ...lookup) lookup {
	return func(ctx context.Context, network, host string) ([]netip.Addr, error) {
		ctx, cancel := context.WithCancel(ctx)
		type answer struct {
			addresses []netip.Addr
			err       error
		}
		answers := make(chan answer, len(asks))
		asked, heard := 0, 0
		defer func() { // nothing is left running
			for cancel(); heard < asked; heard++ {
				<-answers
			}
		}()
		ask := func() {
			one := asks[asked]
			asked++
			go func() {
				addresses, err := one(ctx, network, host)
				answers <- answer{addresses, err}
			}()
		}
		again := time.NewTicker(resendAfter)
		defer again.Stop()
		for ask(); ; {
			select {
			case a := <-answers:
				heard++
				return a.addresses, a.err
			case <-again.C:
				if asked < len(asks) {
					ask()
				}
			}
		}
	}
}
