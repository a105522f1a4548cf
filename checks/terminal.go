package checks

import "time"

// Terminal is one device of the shop that takes payments: what a person recorded
// of it. Numbers are kept as they are printed.
type Terminal struct {
	ID       string       `json:"id"`   // never changes
	Name     string       `json:"name"` // what the shop calls it, "" for brand and model
	Brand    string       `json:"brand,omitempty"`
	Model    string       `json:"model,omitempty"`
	Kind     TerminalKind `json:"kind"`
	Serial   string       `json:"serial,omitempty"`   // serial number or TUSN, as on the label
	Merchant string       `json:"merchant,omitempty"` // merchant number, as on the slip
	Number   string       `json:"number,omitempty"`   // terminal number, as on the slip
	Acquirer string       `json:"acquirer,omitempty"` // whose name is on the slip
	Place    string       `json:"place,omitempty"`    // where it stands in the shop
	Address  string       `json:"address,omitempty"`  // where it is registered
	Line     TerminalLine `json:"line"`
	IP       string       `json:"ip,omitempty"`     // on this network
	Port     int          `json:"port,omitempty"`   // 0: it is pinged
	Sleeps   bool         `json:"sleeps,omitempty"` // a battery unit that sleeps: silence says nothing
	Bought   string       `json:"bought,omitempty"` // 2006-01-02, "" if not known
	Software string       `json:"software,omitempty"`
	Photos   []string     `json:"photos,omitempty"` // names in the photo folder

	// Source is where the version can be read without a person; nil: it is typed in.
	Source  *VersionSource `json:"source,omitempty"`
	Version VersionReading `json:"version,omitzero"` // the newest good reading
	// Unread is why the last reading failed, "" if it did not, and Tried when.
	Unread string    `json:"unread,omitempty"`
	Tried  time.Time `json:"tried,omitzero"`
	// Seen is what the last visit found, for terminal.replaced; the zero value: it
	// was as recorded.
	Seen TerminalSeen `json:"seen,omitzero"`

	Added    time.Time `json:"added,omitzero"`   // when it was recorded
	Visited  time.Time `json:"visited,omitzero"` // end of the last visit
	Retired  time.Time `json:"retired,omitzero"` // no longer in the shop
	Revision int       `json:"revision"`         // counts edits, so that two windows notice one another
}

// TerminalKind is what sort of device it is.
type TerminalKind string

// The kinds of device.
const (
	SmartPOS       TerminalKind = "smart_pos"
	TraditionalPOS TerminalKind = "traditional_pos"
	ScanBox        TerminalKind = "scan_box"
	CashierProgram TerminalKind = "cashier" // cashier software on this PC
)

// TerminalKinds lists them as a person is offered them.
var TerminalKinds = []TerminalKind{SmartPOS, TraditionalPOS, ScanBox, CashierProgram}

// TerminalLine is the road a terminal's payments take.
type TerminalLine string

// The lines. Only a terminal on this network can be asked from here.
const (
	OnThisNetwork TerminalLine = "network"
	OnOwnSIM      TerminalLine = "sim"
	OnPhone       TerminalLine = "phone" // Bluetooth to a phone
	OnThisPC      TerminalLine = "pc"    // USB or serial to this PC, or a program on it
	LineUnknown   TerminalLine = "unknown"
)

// TerminalLines lists them as a person is offered them.
var TerminalLines = []TerminalLine{OnThisNetwork, OnOwnSIM, OnPhone, OnThisPC, LineUnknown}

// TerminalSeen is a serial number or model that differs from the record.
type TerminalSeen struct {
	At     time.Time `json:"at,omitzero"`
	Serial string    `json:"serial,omitempty"`
	Model  string    `json:"model,omitempty"`
}

// VersionReading is a version that was read or typed in.
type VersionReading struct {
	Version string      `json:"version,omitempty"`
	At      time.Time   `json:"at,omitzero"`
	By      string      `json:"by,omitempty"`   // who typed it in; "" for a source
	From    VersionFrom `json:"from,omitempty"` // by which way
	Where   string      `json:"where,omitempty"`
}

// VersionFrom is a way a version can be read.
type VersionFrom string

// The ways; each but the first is a file of checks/version.
const (
	FromPerson   VersionFrom = "person"
	FromProgram  VersionFrom = "program"  // the version resource of a Windows EXE or DLL
	FromRegistry VersionFrom = "registry" // the Windows list of installed programs
	FromFile     VersionFrom = "file"     // text, JSON, INI or a log
	FromHTTP     VersionFrom = "http"     // JSON on the local network
	FromADB      VersionFrom = "adb"      // a cash register's Android, through the adb server
	FromPackage  VersionFrom = "package"  // the package database of a Linux counter PC
)

// VersionSource says where a version is read. Which fields count depends on From.
type VersionSource struct {
	From    VersionFrom `json:"from"`
	Path    string      `json:"path,omitempty"`    // program, file
	Pattern string      `json:"pattern,omitempty"` // file: a regular expression, its first group (or all of it) is the version
	Field   string      `json:"field,omitempty"`   // file, http: a path into JSON ("app.version") or "section.key" of an INI
	URL     string      `json:"url,omitempty"`     // http: on the local network only
	Name    string      `json:"name,omitempty"`    // registry: the program's name; package, adb: the package's
	Device  string      `json:"device,omitempty"`  // adb: the device's serial, "" for the only one
	Build   string      `json:"build,omitempty"`   // adb: a ro.build property instead of a package
}

// VersionRule is what is known of the versions of a sort of terminal or program: a
// recorded, dated value. An empty field matches everything.
type VersionRule struct {
	Brand    string    `json:"brand,omitempty"`
	Model    string    `json:"model,omitempty"`
	Software string    `json:"software,omitempty"`
	Newest   string    `json:"newest,omitempty"`
	Minimum  string    `json:"minimum,omitempty"`
	Blocked  []string  `json:"blocked,omitempty"`
	Ends     string    `json:"ends,omitempty"` // last day of support, 2006-01-02
	At       time.Time `json:"at"`             // when it was recorded or fetched
	By       string    `json:"by,omitempty"`   // who typed it in, or the list it is from
	Listed   bool      `json:"listed,omitempty"`
}
