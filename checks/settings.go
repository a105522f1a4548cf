package checks

// Settings are what a person can change. The shipped values and their sources
// stand in assets/settings.toml; a settings file overrides any of them.
type Settings struct {
	Language string `toml:"language"` // "zh-CN" or "en"
	Theme    string `toml:"theme"`    // "auto", "light" or "dark"

	Shop       ShopSettings     `toml:"shop"`
	Watch      WatchSettings    `toml:"watch"`
	Thresholds Thresholds       `toml:"thresholds"`
	Custom     []CustomEndpoint `toml:"endpoint"`
	Hosts      HostSettings     `toml:"hosts"`
}

// ShopSettings are what the shop says about itself.
type ShopSettings struct {
	Acquirer    string   `toml:"acquirer"`     // provider id, "" for not chosen
	Direct      []string `toml:"direct"`       // channels that go to their own provider all the same
	Compare     []string `toml:"compare"`      // providers watched for comparison
	Terminals   string   `toml:"terminals"`    // how they get online: "shop", "sim", "mixed" or "unknown"
	Cashier     string   `toml:"cashier"`      // the cashier program's process name
	HasTerminal bool     `toml:"has_terminal"` // a terminal beside the cashier program
}

// WatchSettings are the two beats and the exceptions to them.
type WatchSettings struct {
	Every       Duration `toml:"every"`        // payment and control hosts, 30 s or more
	LineEvery   Duration `toml:"line_every"`   // link, gateway and one ping, 5 s or more
	CustomEvery Duration `toml:"custom_every"` // the shop's own endpoints, 10 s or more
}

// CustomEndpoint is a host the shop added, a MIS-POS line for example.
type CustomEndpoint struct {
	Name   string `toml:"name"`
	Host   string `toml:"host"`
	Port   int    `toml:"port"`
	Scheme Scheme `toml:"scheme"` // https, tls or tcp
	Path   string `toml:"path"`
	// Channels the endpoint decides; empty: comparison only.
	Channels []string `toml:"channels"`
}

// HostSettings replace the catalogue's hosts where they are given.
type HostSettings struct {
	Controls []Control `toml:"control"`
	Anchors  []Anchor  `toml:"anchor"`
	Portals  []Portal  `toml:"portal"`
	Clocks   []Clock   `toml:"clock"`
}
