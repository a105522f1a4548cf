package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"countercheck/checks"
	"countercheck/cmd/engine"
)

// visitFlags are what a visit was called with.
type visitFlags struct{ out, export, id, imported string }

func newVisit(opts *options) *cobra.Command {
	var flags visitFlags
	cmd := &cobra.Command{
		Use:   "visit",
		Short: "The technician's visit as questions, for PCs on which no window opens",
		Long: "Walks through a visit: each device's serial number, seals, cables and all else, the version, the full network check beside, repairs, names. " +
			"Every answer is saved at once; a visit that was broken off goes on where it was. It ends in the same PDF as in the window.\n\n" +
			"--export and --import carry a visit between a USB stick and the shop's own installation.\n\n" +
			"Exit code: 0 ended, or kept to go on with; 1 something could not be written; 3 wrong usage.",
		Example: "  counterctl visit\n  counterctl visit --out visit.pdf\n  counterctl visit --export shop.ccvisit\n  counterctl visit --import shop.ccvisit",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := flags.wrong(cmd); err != nil {
				return err
			}
			settings, err := engine.ReadSettings(opts.chosen())
			if err != nil {
				return err
			}
			records, end, err := engine.OpenRecords(cmd.Context(), opts.home.Dir, settings)
			if err == nil {
				k := &console{out: cmd.OutOrStdout(), words: settings.Words(), r: records, now: time.Now}
				err = errors.Join(flags.do(cmd.Context(), k, cmd.InOrStdin()), end())
			}
			if err != nil {
				fmt.Fprintln(cmd.ErrOrStderr(), "counterctl:", err)
				return exit(1)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&flags.out, "out", "", "where the report goes, a .pdf or .html (default: visit-DATE-SHOP.pdf here); what is there already stays, and the report gets a number")
	cmd.Flags().StringVar(&flags.export, "export", "", "write a visit, or without --id all devices and the last visit, into a file")
	cmd.Flags().StringVar(&flags.id, "id", "", "the visit to export")
	cmd.Flags().StringVar(&flags.imported, "import", "", "take a visit or a shop's devices over from a file")
	return cmd
}

// wrong says which flags do not go together, before anything is asked or opened.
func (f visitFlags) wrong(cmd *cobra.Command) error {
	given := func(name string) bool { return cmd.Flags().Changed(name) }
	for _, name := range []string{"out", "export", "import", "id"} {
		if value, _ := cmd.Flags().GetString(name); given(name) && value == "" {
			return fmt.Errorf("--%s names nothing", name)
		}
	}
	switch {
	case given("export") && given("import"):
		return errors.New("--export and --import are two commands")
	case given("id") && !given("export"):
		return errors.New("--id says which visit to --export")
	case given("out") && (given("export") || given("import")):
		return errors.New("--out is where a visit's report goes; --export and --import write none")
	case given("out") && !isReport(f.out):
		return fmt.Errorf("--out %s: a report is a .pdf or a .html", f.out)
	}
	return nil
}

func isReport(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".pdf", ".html", ".htm":
		return true
	}
	return false
}

func (f visitFlags) do(ctx context.Context, k *console, in io.Reader) error {
	switch {
	case f.export != "":
		err := k.r.ExportVisit(ctx, f.id, f.export)
		if errors.Is(err, checks.ErrGone) && f.id != "" {
			return errors.New(k.words.Say("visitconsole.no_such", map[string]any{"Visit": f.id}))
		}
		if err == nil {
			k.say("exported", map[string]any{"Path": f.export})
		}
		return err
	case f.imported != "":
		came, err := k.r.ImportRecords(ctx, f.imported)
		if err == nil {
			k.say("imported", map[string]any{"Shop": came.Shop, "Terminals": came.Terminals, "Visits": came.Visits})
		}
		return err
	default:
		stop := make(chan struct{})
		defer close(stop)
		k.typed = listen(in, stop)
		return k.visit(ctx, f.out)
	}
}

// visits is what a visit on a console needs of the records; engine.Records is one.
type visits interface {
	Records(ctx context.Context) (checks.Records, error)
	SaveTerminal(ctx context.Context, t checks.Terminal) (checks.Terminal, error)
	ReadVersion(ctx context.Context, t checks.Terminal) (checks.VersionReading, error)
	Visits(ctx context.Context) ([]checks.Visit, error)
	SaveVisit(ctx context.Context, v checks.Visit) (checks.Visit, error)
	EndVisit(ctx context.Context, v checks.Visit) (checks.Visit, error)
	DropVisit(ctx context.Context, id string) error
	Survey(ctx context.Context, progress func(done, of int)) (checks.Survey, error)
	AddPhoto(ctx context.Context, picture io.Reader) (name string, err error)
	VisitReport(ctx context.Context, id, path string) error
	ExportVisit(ctx context.Context, id, path string) error
	ImportRecords(ctx context.Context, path string) (checks.Imported, error)
}
