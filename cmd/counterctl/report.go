package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"countercheck/checks"
	"countercheck/checks/report"
	"countercheck/checks/store"
	"countercheck/cmd/engine"
)

// exitChanged: the report is not as it was written.
const exitChanged = 2

// evidenceFlags are what the report was asked for with.
type evidenceFlags struct {
	from, to, format, out, only, verify string
	orders, probe                       bool
}

func newReport(opts *options) *cobra.Command {
	f := &evidenceFlags{}
	cmd := &cobra.Command{
		Use:   "report",
		Short: "The evidence report for the payment company's or the platform's service",
		Long: "Writes what was measured and recorded in a time, with its method and its limits: each case, the samples around its minute, the line's incidents, the terminals. " +
			"Names of networks, addresses and customers' data are left out, and of order numbers all but the last four characters.\n\n" +
			"--verify says whether a report was changed by accident since it was written, and where; it does not prove who wrote it.\n\n" +
			"A time is written as 2026-11-23, \"2026-11-23 12:30\", 12:30 (today), 7d or 12h (ago), or as RFC 3339.\n\n" +
			"Exit code: 0 written, or unchanged; 1 on an error; 2 changed; 3 wrong usage.",
		Example: "  counterctl report --from 7d --format pdf --out evidence.pdf\n  counterctl report --from 2026-11-20 --to 2026-11-21 --format html,pdf,csv --out evidence --probe\n  counterctl report --verify evidence.pdf",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return f.run(cmd, opts, time.Now()) },
	}
	cmd.Flags().StringVar(&f.from, "from", "", "the beginning (default: 30 days ago; with --case: the day before it)")
	cmd.Flags().StringVar(&f.to, "to", "", "the end (default: now; with --case: the day after it)")
	cmd.Flags().StringVar(&f.format, "format", "", "html, pdf or csv, or several with commas between (default: by the ending of --out)")
	cmd.Flags().StringVar(&f.out, "out", "", "the file; for several formats its name, which gets an ending for each")
	cmd.Flags().StringVar(&f.only, "case", "", "the id of the one case it is about")
	cmd.Flags().BoolVar(&f.orders, "orders", false, "write order numbers out in full")
	cmd.Flags().BoolVar(&f.probe, "probe", false, "ask each payment host 100 times first, which takes about two minutes")
	cmd.Flags().StringVar(&f.verify, "verify", "", "a report to look at: was it changed since it was written?")
	return cmd
}

func (f *evidenceFlags) run(cmd *cobra.Command, opts *options, now time.Time) error {
	if err := f.wrong(cmd); err != nil {
		return err
	}
	settings, err := engine.ReadSettings(opts.chosen())
	if err != nil {
		return err
	}
	if cmd.Flags().Changed("verify") {
		err = verifyReport(cmd, opts, settings, f.verify)
	} else {
		var paths []string
		if paths, err = f.paths(); err != nil {
			return err
		}
		var in checks.Window
		if in, err = windowOf(f.from, f.to, now); err != nil {
			return err
		}
		err = f.write(cmd, opts, settings, in, paths)
	}
	var code exit
	if err != nil && !errors.As(err, &code) {
		fmt.Fprintln(cmd.ErrOrStderr(), "counterctl:", err)
		return exit(1)
	}
	return err
}

// wrong says which flags do not go together, before anything is asked or written.
func (f *evidenceFlags) wrong(cmd *cobra.Command) error {
	given := cmd.Flags().Changed
	for _, name := range []string{"out", "format", "case", "verify"} {
		if value, _ := cmd.Flags().GetString(name); given(name) && value == "" {
			return fmt.Errorf("--%s names nothing", name)
		}
	}
	if given("verify") {
		for _, name := range []string{"from", "to", "out", "format", "case", "orders", "probe"} {
			if given(name) {
				return fmt.Errorf("--verify looks at a report and writes none: --%s does not go with it", name)
			}
		}
		return nil
	}
	if f.out == "" {
		return errors.New("--out FILE says where the report goes (or --verify FILE which one to look at)")
	}
	return nil
}

// evidenceFormats are the formats there are, by their endings.
var evidenceFormats = []string{"html", "pdf", "csv"}

// paths are the files to write. The ending says the format where none was asked
// for; where one was, the file is called what it was asked to be called, and gets
// the ending where it has none or another format's.
func (f *evidenceFlags) paths() (paths []string, err error) {
	ending := strings.TrimPrefix(strings.ToLower(filepath.Ext(f.out)), ".")
	if ending == "htm" {
		ending = "html"
	}
	known := slices.Contains(evidenceFormats, ending)
	if f.format == "" {
		if !known {
			return nil, fmt.Errorf("--out %s: a report is a .html, a .pdf or a .csv (or say --format)", f.out)
		}
		return []string{f.out}, nil
	}
	name := f.out
	if known {
		name = strings.TrimSuffix(f.out, filepath.Ext(f.out))
	}
	for _, format := range strings.Split(f.format, ",") {
		format = strings.ToLower(strings.TrimSpace(format))
		if !slices.Contains(evidenceFormats, format) {
			return nil, fmt.Errorf("--format %q is none of html, pdf, csv", format)
		}
		path := name + "." + format
		if format == ending {
			path = f.out
		}
		if !slices.Contains(paths, path) {
			paths = append(paths, path)
		}
	}
	return paths, nil
}

// write makes the report. Nothing is written where there is nothing to write it
// from.
func (f *evidenceFlags) write(cmd *cobra.Command, opts *options, settings *engine.Settings, in checks.Window, paths []string) (err error) {
	if err := recordedAnything(opts.home.Dir); err != nil {
		return err
	}
	survey, err := f.survey(cmd, opts, settings)
	if err != nil {
		return err
	}
	cases, end, err := engine.OpenCases(cmd.Context(), opts.home.Dir, settings)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, end()) }()
	cases.Program = "Countercheck/" + version
	d, err := f.dossier(cmd.Context(), cases, in, survey)
	if errors.Is(err, checks.ErrGone) {
		return fmt.Errorf("there is no case %q", f.only)
	}
	if err != nil {
		return err
	}
	for _, path := range paths {
		if err := cases.WriteDossier(d, path); err != nil {
			return err
		}
		fmt.Fprintln(cmd.OutOrStdout(), path)
	}
	return nil
}

// aroundCase is how much of the time before and after one case its report covers.
const aroundCase = 24 * time.Hour

// dossier is what the report shows. One about a single case covers the days around
// it, whenever it was, where no time was asked for.
func (f *evidenceFlags) dossier(ctx context.Context, cases evidence, in checks.Window, survey *checks.Survey) (checks.Dossier, error) {
	d, err := cases.Dossier(ctx, in, f.only, survey)
	if err == nil && f.only != "" && f.from == "" && f.to == "" && len(d.Entries) == 1 {
		at := d.Entries[0].Case.Sale.At
		around := checks.Window{From: at.Add(-aroundCase), To: at.Add(aroundCase)}
		if around.To.After(in.To) {
			around.To = in.To // what has not happened yet is not looked for
		}
		d, err = cases.Dossier(ctx, around, f.only, survey)
	}
	d.ShowOrder = f.orders
	return d, err
}

// evidence is where a report's content comes from; engine.Cases is one.
type evidence interface {
	Dossier(ctx context.Context, in checks.Window, only string, survey *checks.Survey) (checks.Dossier, error)
}

// recordedAnything is an error where no database is: a report of nothing would look
// like one of a quiet month.
func recordedAnything(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, store.DatabaseName)); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("nothing was recorded yet in %s", dir)
	}
	return nil
}

// survey takes the 100 probes, where they were asked for.
func (f *evidenceFlags) survey(cmd *cobra.Command, opts *options, settings *engine.Settings) (_ *checks.Survey, err error) {
	if !f.probe {
		return nil, nil
	}
	records, end, err := engine.OpenRecords(cmd.Context(), opts.home.Dir, settings)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, end()) }()
	last := -1
	s, err := records.Survey(cmd.Context(), func(done, of int) {
		if tenth := 10 * done / max(of, 1); tenth != last {
			last = tenth
			fmt.Fprintf(cmd.ErrOrStderr(), "%d %%\n", tenth*10)
		}
	})
	return &s, err
}

// verifyReport says whether a report is as it was written, and beside it whether
// this PC's own log is.
func verifyReport(cmd *cobra.Command, opts *options, settings *engine.Settings, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	found, err := report.VerifySeal(file)
	if err = errors.Join(err, file.Close()); err != nil {
		return err
	}
	words := settings.Words()
	for _, line := range report.SayVerified(words, found) {
		fmt.Fprintln(cmd.OutOrStdout(), line)
	}
	sayOwnLog(cmd, opts, words)
	switch found.State {
	case report.SealFits:
		return nil
	case report.SealMissing:
		return exit(1)
	default:
		return exit(exitChanged)
	}
}

// sayOwnLog says whether the log on this PC fits. A PC without one, such as that of
// whoever was handed the report, has nothing to say.
func sayOwnLog(cmd *cobra.Command, opts *options, words report.Words) {
	s, err := store.OpenReader(opts.home.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	var chain checks.ChainState
	if err == nil {
		chain, err = s.CheckChain(cmd.Context())
		err = errors.Join(err, s.Close())
	}
	if err != nil {
		fmt.Fprintln(cmd.ErrOrStderr(), "counterctl: this PC's own log of cases could not be read:", err)
		return
	}
	said := report.ChainSaid(words, chain)
	fmt.Fprintln(cmd.OutOrStdout(), words.Say("evidence.verify.own_log", map[string]any{"Said": said}))
}
