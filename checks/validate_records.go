package checks

import (
	"net/netip"
	"slices"
	"time"
)

// text is a field of a record and what it holds.
type text struct {
	field string
	value string
	most  int
}

func checkTexts(all ...text) error {
	for _, t := range all {
		if err := checkText(t.field, t.value, t.most); err != nil {
			return err
		}
	}
	return nil
}

func short(field, value string) text { return text{field, value, LongestField} }
func long(field, value string) text  { return text{field, value, LongestNote} }

// oneOf refuses a word that is none of those there are.
func oneOf[T comparable](field string, value T, all []T) error {
	if slices.Contains(all, value) {
		return nil
	}
	return &TextError{Field: field, Wrong: true}
}

// aDate refuses what is neither a date nor empty.
func aDate(field, value string) error {
	if _, err := time.Parse(time.DateOnly, value); err != nil && value != "" {
		return &TextError{Field: field, Wrong: true}
	}
	return nil
}

func firstError(all ...error) error {
	for _, err := range all {
		if err != nil {
			return err
		}
	}
	return nil
}

// MostPhotos belong to a terminal, or to a finding of a visit.
const MostPhotos = 12

// ValidateTerminal says what of a terminal cannot be recorded, as a *TextError.
func ValidateTerminal(t Terminal) error {
	return firstError(
		checkTexts(
			short("id", t.ID), short("name", t.Name), short("brand", t.Brand), short("model", t.Model), short("serial", t.Serial),
			short("merchant", t.Merchant), short("number", t.Number), short("acquirer", t.Acquirer), short("place", t.Place),
			short("address", t.Address), short("software", t.Software), short("version", t.Version.Version), short("by", t.Version.By),
		),
		oneOf("kind", t.Kind, TerminalKinds),
		oneOf("line", t.Line, TerminalLines),
		aDate("bought", t.Bought),
		anAddress(t.IP),
		aPort(t.Port),
		enough("photos", len(t.Photos), MostPhotos),
		validSource(t),
	)
}

func enough(field string, n, most int) error {
	if n > most {
		return &TextError{Field: field, Most: most, Length: n}
	}
	return nil
}

func aPort(port int) error {
	if port < 0 || port > 65535 {
		return &TextError{Field: "port", Wrong: true}
	}
	return nil
}

// anAddress: only a device of the shop's own network is ever asked.
func anAddress(ip string) error {
	if ip == "" {
		return nil
	}
	a, err := netip.ParseAddr(ip)
	if err != nil || !NearAddress(a) {
		return &TextError{Field: "ip", Wrong: true}
	}
	return nil
}

// NearAddress reports an address that a device of the shop's own network can have;
// some providers give out 100.64/10 inside.
func NearAddress(a netip.Addr) bool {
	a = a.Unmap()
	return a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() || netip.MustParsePrefix("100.64.0.0/10").Contains(a)
}

// validSource: a payment terminal is never read through adb, and nobody is asked to
// open one for it.
func validSource(t Terminal) error {
	s := t.Source
	if s == nil {
		return nil
	}
	if s.From == FromADB && t.Kind != CashierProgram {
		return &TextError{Field: "source", Wrong: true}
	}
	return firstError(
		oneOf("source", s.From, []VersionFrom{FromProgram, FromRegistry, FromFile, FromHTTP, FromADB, FromPackage}),
		checkTexts(
			text{"source.path", s.Path, 1000}, text{"source.pattern", s.Pattern, 500}, short("source.field", s.Field), text{"source.url", s.URL, 500},
			short("source.name", s.Name), short("source.device", s.Device), short("source.build", s.Build),
		))
}

// ValidateRule says what of a version rule cannot be recorded, as a *TextError.
func ValidateRule(r VersionRule) error {
	err := firstError(
		checkTexts(
			short("brand", r.Brand), short("model", r.Model), short("software", r.Software),
			short("newest", r.Newest), short("minimum", r.Minimum), text{"by", r.By, 500},
		),
		enough("blocked", len(r.Blocked), 100),
		aDate("ends", r.Ends),
	)
	for _, b := range r.Blocked {
		err = firstError(err, checkTexts(short("blocked", b)))
	}
	return err
}

// ValidateTask says what of a changed item cannot be recorded, as a *TextError.
func ValidateTask(c TaskChange) error {
	err := checkTexts(short("id", c.ID), short("text", c.Text))
	if err == nil && c.Every != "" {
		err = oneOf("every", c.Every, AllEvery)
	}
	if err == nil && c.Who != "" {
		err = oneOf("who", c.Who, []Who{Owner, Technician})
	}
	return err
}

// ValidateCare says what of a finished item cannot be recorded, as a *TextError. A
// failed one needs a note and what follows.
func ValidateCare(r CareRecord) error {
	err := firstError(
		checkTexts(short("task", r.Task), short("text", r.Text), long("note", r.Note), short("by", r.By)),
		oneOf("state", r.State, []CareState{CareDone, CareFailed, CareNotApplicable, CareTakenBack}),
		oneOf("every", r.Every, AllEvery),
		aDate("until", r.Until),
	)
	if err != nil || r.State != CareFailed {
		return err
	}
	if r.Note == "" {
		return &TextError{Field: "note", Wrong: true}
	}
	return oneOf("repair", r.Repair, []Repair{ToRepair, ToReplace})
}

// MostTerminals are in a visit.
const MostTerminals = 200

// ValidateVisit says what of a visit cannot be recorded, as a *TextError.
func ValidateVisit(v Visit) error {
	err := firstError(
		checkTexts(
			short("id", v.ID), short("shop", v.Shop), text{"address", v.Address, 200}, short("technician", v.Technician), short("company", v.Company),
			short("witness", v.Witness), long("note", v.Note), short("signed.name", v.Signed.Name),
		),
		aDate("next", v.Next),
		enough("terminals", len(v.Terminals), MostTerminals),
		enough("signed", dots(v.Signed), 20_000),
		enough("repairs", len(v.Repairs), MostTerminals),
	)
	for _, r := range v.Repairs {
		err = firstError(err, checkTexts(long("what", r.What)), oneOf("kind", r.Kind, []Repair{ToRepair, ToReplace}))
	}
	for _, i := range v.Terminals {
		err = firstError(err, checkTexts(short("serial", i.Serial), short("model", i.Model), short("version", i.Version)))
		for _, c := range i.Findings {
			err = firstError(err, checkTexts(long("note", c.Note)), enough("photos", len(c.Photos), MostPhotos),
				oneOf("state", c.State, []CheckedState{NotLooked, CheckedFine, CheckedFaulty, CheckedAbsent}))
		}
	}
	return err
}

func dots(s Signature) (n int) {
	for _, line := range s.Lines {
		n += len(line)
	}
	return n
}
