package probe

import (
	"os"
	"strings"

	"golang.org/x/net/http/httpproxy"
)

// fromEnvironment reads http_proxy, https_proxy, no_proxy and all_proxy, in
// either case.
func fromEnvironment() httpproxy.Config {
	config := *httpproxy.FromEnvironment()
	if isSet(config) {
		return config
	}
	for _, name := range []string{"all_proxy", "ALL_PROXY"} {
		if all := os.Getenv(name); all != "" {
			config.HTTPProxy, config.HTTPSProxy = all, all
		}
	}
	return config
}

// parseScutilProxy reads "scutil --proxy".
func parseScutilProxy(text []byte) httpproxy.Config {
	values := map[string]string{}
	var except []string
	inList := false
	for line := range strings.Lines(string(text)) {
		key, value, ok := strings.Cut(line, ":")
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		switch {
		case !ok:
			inList = inList && !strings.Contains(key, "}")
		case key == "ExceptionsList":
			inList = true
		case inList:
			except = append(except, value)
		default:
			values[key] = value
		}
	}
	at := func(kind, scheme string) string {
		if values[kind+"Enable"] != "1" || values[kind+"Proxy"] == "" {
			return ""
		}
		return scheme + values[kind+"Proxy"] + ":" + values[kind+"Port"]
	}
	config := httpproxy.Config{HTTPProxy: at("HTTP", "http://"), HTTPSProxy: at("HTTPS", "http://"), NoProxy: strings.Join(except, ",")}
	if socks := at("SOCKS", "socks5://"); socks != "" && !isSet(config) {
		config.HTTPProxy, config.HTTPSProxy = socks, socks
	}
	return config
}

// parseGSettings reads the lines of "gsettings list-recursively
// org.gnome.system.proxy".
func parseGSettings(text []byte) httpproxy.Config {
	values := map[string]string{}
	for line := range strings.Lines(string(text)) {
		fields := strings.SplitN(strings.TrimRight(line, "\r\n"), " ", 3)
		if len(fields) == 3 {
			schema := strings.TrimPrefix(strings.TrimPrefix(fields[0], "org.gnome.system.proxy"), ".")
			values[schema+"/"+fields[1]] = strings.Trim(fields[2], "'")
		}
	}
	if values["/mode"] != "manual" {
		return httpproxy.Config{}
	}
	at := func(kind, scheme string) string {
		if values[kind+"/host"] == "" || values[kind+"/port"] == "0" {
			return ""
		}
		return scheme + values[kind+"/host"] + ":" + values[kind+"/port"]
	}
	ignored := strings.NewReplacer("[", "", "]", "", "'", "", " ", "").Replace(values["/ignore-hosts"])
	config := httpproxy.Config{HTTPProxy: at("http", "http://"), HTTPSProxy: at("https", "http://"), NoProxy: ignored}
	if socks := at("socks", "socks5://"); socks != "" && !isSet(config) {
		config.HTTPProxy, config.HTTPSProxy = socks, socks
	}
	return config
}
