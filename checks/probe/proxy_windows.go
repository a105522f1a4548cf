package probe

import (
	"cmp"
	"context"

	"github.com/mattn/go-ieproxy"
	"golang.org/x/net/http/httpproxy"
)

// pacSample is the address for which an automatic configuration is asked.
const pacSample = "https://www.baidu.com/"

// systemProxy fetches the system's proxy settings. Of the automatic ones only a
// script that somebody set is asked: looking for one on the network is switched
// on everywhere and takes seconds where there is none.
func systemProxy(context.Context) (config httpproxy.Config, source string) {
	set := ieproxy.ReloadConf()
	if set.Static.Active {
		by := set.Static.Protocols
		return httpproxy.Config{
			HTTPProxy:  cmp.Or(by["http"], by[""]),
			HTTPSProxy: cmp.Or(by["https"], by[""]),
			NoProxy:    set.Static.NoProxy,
		}, "system"
	}
	if set.Automatic.Active && set.Automatic.PreConfiguredURL != "" {
		found := set.Automatic.FindProxyForURL(pacSample)
		return httpproxy.Config{HTTPProxy: found, HTTPSProxy: found}, "automatic"
	}
	return config, ""
}
