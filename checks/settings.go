package checks

// Settings are what a person can change. The shipped values and their sources
// stand in assets/settings.toml; a settings file overrides any of them.
type Settings struct {
	Language string `toml:"language"` // "zh-CN" or "en"
	Theme    string `toml:"theme"`    // "auto", "light" or "dark"
	Text     string `toml:"text"`     // how large letters are: "standard" or "large"
	Asked    bool   `toml:"asked"`    // the questions of the first start were answered or skipped

	Shop       ShopSettings     `toml:"shop"`
	Hours      Hours            `toml:"hours"`
	Watch      WatchSettings    `toml:"watch"`
	Warn       WarnSettings     `toml:"warn"`
	Desktop    DesktopSettings  `toml:"desktop"`
	Keep       KeepSettings     `toml:"keep"`
	Care       CareSettings     `toml:"care"`
	Contacts   ContactSettings  `toml:"contacts"`
	Webhooks   []Webhook        `toml:"webhook"`
	Thresholds Thresholds       `toml:"thresholds"`
	Custom     []CustomEndpoint `toml:"endpoint"`
	Hosts      HostSettings     `toml:"hosts"`
}

// How large the window's letters are: as they come, or half as large again.
const (
	TextStandard = "standard"
	TextLarge    = "large"
)

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

// WarnSettings say how people are warned.
type WarnSettings struct {
	Desktop bool   `toml:"desktop"` // a notification of the system
	Over    bool   `toml:"over"`    // a small window over everything, a full-screen till program too
	Sound   bool   `toml:"sound"`
	Hourly  int    `toml:"hourly"` // warnings in any hour at most; the rest goes into the digest
	Digest  string `toml:"digest"` // time of day of the digest, "21:30"; "" for none
	// Ahead is how long before opening the line is looked at for the owner; 0: not.
	Ahead Duration `toml:"ahead"`
}

// DesktopSettings say how the program lives on the desktop.
type DesktopSettings struct {
	Tray      bool   `toml:"tray"`      // closing the window leaves it in the tray
	Told      bool   `toml:"told"`      // it was said once where a closed window goes
	Autostart bool   `toml:"autostart"` // starts with the system
	Key       string `toml:"key"`       // opens the refund page from anywhere, "ctrl+alt+t"; "" for none
}

// KeepSettings bound what is remembered.
type KeepSettings struct {
	RawDays  int `toml:"raw_days"`  // single results
	FineDays int `toml:"fine_days"` // figures of 5 minutes
	HourDays int `toml:"hour_days"` // figures of an hour
	MaxMB    int `toml:"max_mb"`    // the whole database
}

// CareSettings are about versions and the checklist.
type CareSettings struct {
	ReadingDays int    `toml:"reading_days"` // a version that was read longer ago is not trusted
	NewestDays  int    `toml:"newest_days"`  // nor a newest that was recorded longer ago
	List        string `toml:"list"`         // the service company's list of versions: an https address or a file; "" for none
}

// ContactSettings are the phone numbers of those who are called about a sale, as the
// shop entered them; "" for none.
type ContactSettings struct {
	Acquirer  string `toml:"acquirer"`  // whose name is on the slip
	Broadband string `toml:"broadband"` // who brings the line
	Cashier   string `toml:"cashier"`   // who made the till program
	Bank      string `toml:"bank"`
}

// Webhook is where warnings are told too. Its URL holds the receiver's key: it is
// never written into a log, a report or a support bundle.
type Webhook struct {
	Kind string `toml:"kind"` // wecom, dingtalk, feishu or shoutrrr
	URL  string `toml:"url"`
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

// Profile is what the shop says of itself in its settings, for the plan and the words.
func (s Settings) Profile() Profile {
	return Profile{
		SIMOnly: s.Shop.Terminals == "sim", Cashier: s.Shop.Cashier, HasTerminal: s.Shop.HasTerminal,
		Hours: s.Hours, Broadband: s.Contacts.Broadband,
	}
}
