package checks

import (
	"strings"
	"testing"
)

var chooseCatalogue = Catalogue{Providers: []Provider{
	{ID: "wechat", Channel: "wechat"},
	{ID: "alipay", Channel: "alipay"},
	{ID: "unionpay", Channel: "unionpay"},
	{ID: "lakala", Acquirer: true},
	{ID: "shouqianba", Acquirer: true},
}}

func TestChoose(t *testing.T) {
	mis := CustomEndpoint{Name: "mall", Host: "10.0.0.8", Port: 9000, Scheme: TCPOnly, Channels: []string{"card"}}
	spare := CustomEndpoint{Host: "10.0.0.9", Port: 9000, Scheme: TCPOnly}
	for _, test := range []struct {
		name     string
		settings Settings
		channels string // channel=provider, in order
		asked    string // provider, + in use, - comparison
	}{
		{
			"nothing chosen",
			Settings{},
			"wechat=wechat alipay=alipay unionpay=unionpay", "+wechat +alipay +unionpay",
		},
		{
			"an acquirer carries everything",
			Settings{Shop: ShopSettings{Acquirer: "lakala"}},
			"wechat=lakala alipay=lakala unionpay=lakala card=lakala", "-wechat -alipay -unionpay +lakala",
		},
		{
			"a direct channel goes its own way",
			Settings{Shop: ShopSettings{Acquirer: "lakala", Direct: []string{"alipay"}}},
			"wechat=lakala alipay=alipay unionpay=lakala card=lakala", "-wechat +alipay -unionpay +lakala",
		},
		{
			"a card cannot go direct",
			Settings{Shop: ShopSettings{Acquirer: "lakala", Direct: []string{"card"}}},
			"wechat=lakala alipay=lakala unionpay=lakala card=lakala", "-wechat -alipay -unionpay +lakala",
		},
		{
			"comparison as listed",
			Settings{Shop: ShopSettings{Acquirer: "lakala", Compare: []string{"shouqianba"}}},
			"wechat=lakala alipay=lakala unionpay=lakala card=lakala", "+lakala -shouqianba",
		},
		{
			"no comparison wanted",
			Settings{Shop: ShopSettings{Acquirer: "lakala", Compare: []string{}}},
			"wechat=lakala alipay=lakala unionpay=lakala card=lakala", "+lakala",
		},
		{
			"a line of the shop's own decides its channel",
			Settings{Custom: []CustomEndpoint{mis, spare}},
			"wechat=wechat alipay=alipay unionpay=unionpay card=custom:10.0.0.8:9000",
			"+wechat +alipay +unionpay +custom:10.0.0.8:9000 -custom:10.0.0.9:9000",
		},
		{
			"a line of the shop's own as the acquirer",
			Settings{Shop: ShopSettings{Acquirer: "mall"}, Custom: []CustomEndpoint{mis}},
			"wechat=custom:10.0.0.8:9000 alipay=custom:10.0.0.8:9000 unionpay=custom:10.0.0.8:9000 card=custom:10.0.0.8:9000",
			"-wechat -alipay -unionpay +custom:10.0.0.8:9000",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			chosen, channels := Choose(test.settings, chooseCatalogue)
			var gotChannels, gotAsked []string
			for _, c := range channels {
				gotChannels = append(gotChannels, c.ID+"="+c.Provider)
			}
			for _, c := range chosen {
				sign := "-"
				if c.InUse {
					sign = "+"
				}
				gotAsked = append(gotAsked, sign+c.Provider.ID)
			}
			if got := strings.Join(gotChannels, " "); got != test.channels {
				t.Errorf("channels %s\n    want %s", got, test.channels)
			}
			if got := strings.Join(gotAsked, " "); got != test.asked {
				t.Errorf("asked %s\n want %s", got, test.asked)
			}
		})
	}
}

func TestHostsOfTheSettingsReplaceTheShippedOnes(t *testing.T) {
	shipped := Catalogue{Controls: []Control{{Host: "a"}}, Anchors: []Anchor{{Address: "1.2.3.4"}}}
	got := shipped.With(HostSettings{Controls: []Control{{Host: "b"}}})
	if got.Controls[0].Host != "b" || got.Anchors[0].Address != "1.2.3.4" {
		t.Errorf("got %+v: only the controls were set", got)
	}
}
