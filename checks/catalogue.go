package checks

// Catalogue is the data of assets/catalogue.toml: whom there is to ask. Settings
// choose from it and add to it.
type Catalogue struct {
	Providers []Provider `toml:"provider"`
	Controls  []Control  `toml:"control"`
	Anchors   []Anchor   `toml:"anchor"`
	Portals   []Portal   `toml:"portal"`
	Clocks    []Clock    `toml:"clock"`
}

// Provider is a payment company and the hosts its payments go to.
type Provider struct {
	ID        string     `toml:"id"`
	Owner     string     `toml:"owner"` // hosts of one owner fail together and prove nothing about others
	Name      Localized  `toml:"name"`
	Channel   string     `toml:"channel"`  // the channel it carries by itself: wechat, alipay, unionpay; "" for acquirers
	Acquirer  bool       `toml:"acquirer"` // a shop can have chosen it for all channels
	Hotline   string     `toml:"hotline"`  // public service number, "" if not known
	Endpoints []Endpoint `toml:"endpoint"`
}

// Localized is a name in each language.
type Localized struct {
	ZH string `toml:"zh"`
	EN string `toml:"en"`
}

// Scheme says how an endpoint is asked.
type Scheme string

// HTTPS asks for a path, TLSOnly ends after the handshake, TCPOnly after the
// connection (MIS-POS lines are bare TCP), HTTP is for controls alone.
const (
	HTTPS   Scheme = "https"
	HTTP    Scheme = "http"
	TLSOnly Scheme = "tls"
	TCPOnly Scheme = "tcp"
)

// Endpoint is one host and port of a provider.
type Endpoint struct {
	Host   string `toml:"host"`
	Port   int    `toml:"port"`
	Scheme Scheme `toml:"scheme"`
	Path   string `toml:"path"`
	Role   Role   `toml:"role"`
}

// Control is a large domestic site that has nothing to do with payments, asked
// on 80 and 443.
type Control struct {
	Host  string `toml:"host"`
	Owner string `toml:"owner"`
}

// Anchor is a public address that is asked by number: UDP and TCP 53, TCP 443.
type Anchor struct {
	Address string `toml:"address"`
	Owner   string `toml:"owner"`
}

// Portal is a captive-portal detection host and what it answers on a free line.
type Portal struct {
	ID     string `toml:"id"`
	Owner  string `toml:"owner"`
	URL    string `toml:"url"`
	Status int    `toml:"status"`
	Body   string `toml:"body"` // must be contained in the answer, "" for none
}

// Clock is an SNTP server.
type Clock struct {
	Host  string `toml:"host"`
	Owner string `toml:"owner"`
}
