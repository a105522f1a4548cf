package checks

import "time"

// Dossier is all that the evidence report (检测记录) shows, before it is put into
// words: what somebody hands over who wants to know why a sale failed.
type Dossier struct {
	Made    time.Time // when the report was asked for
	Window  Window    // what it is about
	Program string    // version of this program
	System  string    // operating system, without the PC's name
	Zone    string    // this PC's time zone
	PCOnly  bool      // the terminals have lines of their own: nothing here speaks for them

	Entries   []CaseEntry               // the newest entry of each case in the window, the newest first
	Left      int                       // how many older cases of the window are not among them
	Incidents []Incident                // of the line, that touch the window, the newest first
	Uptime    Uptime                    // of the window
	Now       Verdict                   // what is believed now; the zero value: nothing yet
	Survey    *Survey                   // 100 probes of each host, taken for the report; nil: none
	Terminals []Terminal                // in use, with their versions
	Judged    map[string]VersionVerdict // how each terminal's version stands, by its id
	Visited   time.Time                 // last inspection; zero: none
	Clock     *ClockOffset              // how far this PC's clock was off; nil: not measured
	Bills     []BillMatch               // rows of imported bills that gave money back in the window
	ShowOrder bool                      // order numbers are written out; otherwise only their last four digits
	Chain     ChainState                // whether the log's seals fit
}

// ClockOffset is how far this PC's clock was off, and when that was measured.
type ClockOffset struct {
	Off Span // positive: fast
	At  time.Time
}

// ChainState is whether the seals of the log's entries fit one another.
type ChainState struct {
	Entries int64
	Broken  int64 // number of the first that does not fit; 0: all fit
}
