package lab

import (
	"fmt"
	"net/netip"
	"net/url"

	"countercheck/checks"
)

// Fixed addresses of the world, apart from the owners' blocks.
var (
	FirstResolver   = netip.MustParseAddr("203.0.113.53")
	SecondResolver  = netip.MustParseAddr("203.0.113.54")
	StrangerAddress = netip.MustParseAddr("203.0.113.251") // serves, but is nobody's
	DeadAddress     = netip.MustParseAddr("203.0.113.250") // nobody answers there
)

// blocks are the documentation ranges; every owner gets sixteen addresses of
// them, so that "unrelated owners" are unrelated by address too.
var blocks = [...]netip.Addr{
	netip.MustParseAddr("192.0.2.0"),
	netip.MustParseAddr("198.51.100.0"),
	netip.MustParseAddr("203.0.113.0"),
}

// The blocks that hold the fixed addresses above are not given to owners.
const (
	blockSize     = 16
	resolverBlock = 2*blockSize + 3
	lastBlock     = 3*blockSize - 1
)

// planner hands out addresses, owner by owner.
type planner struct {
	owners map[string]int // to the number of the block
	used   map[string]int // within the block
	next   int
	hosts  []*Host
	byName map[string]*Host
}

// hostsOf lists the hosts that a catalogue needs, each once, with its addresses.
func hostsOf(c checks.Catalogue) ([]*Host, error) {
	p := &planner{owners: map[string]int{}, used: map[string]int{}, byName: map[string]*Host{}}
	for _, provider := range c.Providers {
		for _, e := range provider.Endpoints {
			h := p.host(e.Host, provider.Owner, Payment)
			h.Provider, h.Role = provider.ID, e.Role
			h.Ports = append(h.Ports, Port{e.Port, e.Scheme})
		}
	}
	for _, control := range c.Controls {
		p.host(control.Host, control.Owner, Control)
	}
	for _, clock := range c.Clocks {
		p.host(clock.Host, clock.Owner, Clock)
	}
	for _, portal := range c.Portals {
		at, err := url.Parse(portal.URL)
		if err != nil {
			return nil, fmt.Errorf("portal %s: %w", portal.ID, err)
		}
		h := p.host(at.Hostname(), portal.Owner, Portal)
		h.Pages = append(h.Pages, Page{Path: at.Path, Status: portal.Status, Body: portal.Body})
	}
	for _, h := range p.hosts {
		if err := p.address(h); err != nil {
			return nil, err
		}
	}
	return append(p.hosts, fixed(c)...), nil
}

// host finds a name or adds it; the first kind that names it stays.
func (p *planner) host(name, owner string, kind Kind) *Host {
	if h := p.byName[name]; h != nil {
		return h
	}
	h := &Host{Name: name, Owner: owner, Kind: kind}
	p.byName[name] = h
	p.hosts = append(p.hosts, h)
	return h
}

// address gives a host its addresses. Primary payment hosts have two of IPv4, as
// WeChat Pay's have, and a former one; UnionPay's have no IPv6.
func (p *planner) address(h *Host) error {
	block, known := p.owners[h.Owner]
	if !known {
		if p.next == resolverBlock {
			p.next++
		}
		block = p.next
		p.owners[h.Owner] = block
		p.next++
	}
	if block >= lastBlock {
		return fmt.Errorf("owner %s: no documentation addresses left", h.Owner)
	}
	v4, v6 := p.take(h.Owner, block)
	h.Addresses = []netip.Addr{v4}
	if h.Kind == Payment && h.Role == checks.Primary {
		second, _ := p.take(h.Owner, block)
		h.Addresses = append(h.Addresses, second)
		h.Legacy, _ = p.take(h.Owner, block)
	}
	if h.Provider != "unionpay" {
		h.Addresses = append(h.Addresses, v6)
	}
	if p.used[h.Owner] >= blockSize {
		return fmt.Errorf("owner %s: more hosts than addresses", h.Owner)
	}
	h.StandIn = netip.AddrFrom4([4]byte{198, 18, byte(block), byte(p.used[h.Owner])})
	return nil
}

func (p *planner) take(owner string, block int) (v4, v6 netip.Addr) {
	p.used[owner]++
	n := p.used[owner]
	four := blocks[block/blockSize].As4()
	four[3] = byte(block%blockSize*blockSize + n)
	six := netip.MustParseAddr("2001:db8:100::").As16()
	six[7], six[15] = byte(block), byte(n)
	return netip.AddrFrom4(four), netip.AddrFrom16(six)
}

// fixed lists the hosts that are known by number alone.
func fixed(c checks.Catalogue) []*Host {
	all := []*Host{
		{Name: FirstResolver.String(), Kind: Resolver, Addresses: []netip.Addr{FirstResolver}},
		{Name: SecondResolver.String(), Kind: Resolver, Addresses: []netip.Addr{SecondResolver}},
		{Name: "stranger.example", Kind: Stranger, Addresses: []netip.Addr{StrangerAddress}},
	}
	for _, anchor := range c.Anchors {
		if at, err := netip.ParseAddr(anchor.Address); err == nil {
			all = append(all, &Host{Name: anchor.Address, Owner: anchor.Owner, Kind: Anchor, Addresses: []netip.Addr{at}})
		}
	}
	return all
}
