package checks

import (
	"slices"
	"strconv"
	"strings"
)

// Chosen is a provider whose hosts are asked, and whether the shop's money
// travels that way.
type Chosen struct {
	Provider Provider
	InUse    bool // false: watched for comparison only
	// Custom: one endpoint that the shop added; its check carries the
	// provider's id alone.
	Custom bool
}

// The channels customers pay with, in the screen's order.
const (
	WeChatChannel   = "wechat"
	AlipayChannel   = "alipay"
	UnionPayChannel = "unionpay"
	CardChannel     = "card"
)

// scanChannels can go to their own provider; a card always needs an acquirer.
var scanChannels = []string{WeChatChannel, AlipayChannel, UnionPayChannel}

// allChannels is the order in which channels are shown.
var allChannels = []string{WeChatChannel, AlipayChannel, UnionPayChannel, CardChannel}

// Choose applies the shop's settings to the catalogue: whom its money travels
// by, channel for channel, and who else is watched for comparison.
func Choose(settings Settings, catalogue Catalogue) ([]Chosen, []Channel) {
	carriers := carriers(settings, catalogue)
	var channels []Channel
	inUse := map[string]bool{}
	for _, id := range allChannels {
		if provider, ok := carriers[id]; ok {
			channels = append(channels, Channel{ID: id, Provider: provider})
			inUse[provider] = true
		}
	}
	var chosen []Chosen
	for _, provider := range catalogue.Providers {
		if inUse[provider.ID] || compared(settings.Shop.Compare, provider) {
			chosen = append(chosen, Chosen{Provider: provider, InUse: inUse[provider.ID]})
		}
	}
	for _, custom := range settings.Custom {
		id := custom.ProviderID()
		chosen = append(chosen, Chosen{Provider: custom.provider(), InUse: inUse[id], Custom: true})
	}
	return chosen, channels
}

// carriers says which provider carries each channel; a channel nobody carries is
// absent.
func carriers(settings Settings, catalogue Catalogue) map[string]string {
	all, acquirer := map[string]string{}, acquirerID(settings, catalogue)
	for _, id := range scanChannels {
		if provider := ownProvider(id, catalogue); provider != "" {
			all[id] = provider
		}
		if acquirer != "" && (all[id] == "" || !slices.Contains(settings.Shop.Direct, id)) {
			all[id] = acquirer
		}
	}
	if acquirer != "" {
		all[CardChannel] = acquirer
	}
	// The first endpoint that names a channel decides it.
	for _, custom := range slices.Backward(settings.Custom) {
		for _, id := range custom.Channels {
			all[id] = custom.ProviderID()
		}
	}
	return all
}

// ownProvider is the provider that carries a channel by itself, "" for none.
func ownProvider(channel string, catalogue Catalogue) string {
	for _, p := range catalogue.Providers {
		if p.Channel == channel {
			return p.ID
		}
	}
	return ""
}

// acquirerID is the provider that the shop chose for all channels: one of the
// catalogue, or an endpoint of its own by name. "" for none.
func acquirerID(settings Settings, catalogue Catalogue) string {
	chosen := settings.Shop.Acquirer
	if chosen == "" {
		return ""
	}
	for _, custom := range settings.Custom {
		if custom.Name == chosen {
			return custom.ProviderID()
		}
	}
	for _, p := range catalogue.Providers {
		if p.ID == chosen {
			return p.ID
		}
	}
	return ""
}

// compared reports whether a provider out of use is watched all the same; without
// a list those are the ones that carry a channel by themselves.
func compared(list []string, p Provider) bool {
	if list == nil {
		return p.Channel != ""
	}
	return slices.Contains(list, p.ID)
}

// ProviderID is the id under which an endpoint of the shop's own is known.
func (c CustomEndpoint) ProviderID() string {
	host := c.Host
	if strings.Contains(host, ":") { // an IPv6 address
		host = "[" + host + "]"
	}
	return customPrefix + host + ":" + strconv.Itoa(c.Port)
}

// provider dresses a custom endpoint as a provider of one host.
func (c CustomEndpoint) provider() Provider {
	name := c.Name
	if name == "" {
		name = c.Host
	}
	return Provider{
		ID: c.ProviderID(), Owner: c.ProviderID(), Name: Localized{ZH: name, EN: name},
		Endpoints: []Endpoint{{Host: c.Host, Port: c.Port, Scheme: c.Scheme, Path: c.Path, Role: Primary}},
	}
}

// With replaces the hosts that the settings name; kinds they do not name stay.
func (c Catalogue) With(h HostSettings) Catalogue {
	c.Controls = either(h.Controls, c.Controls)
	c.Anchors = either(h.Anchors, c.Anchors)
	c.Portals = either(h.Portals, c.Portals)
	c.Clocks = either(h.Clocks, c.Clocks)
	return c
}

func either[T any](set, shipped []T) []T {
	if len(set) > 0 {
		return set
	}
	return shipped
}
