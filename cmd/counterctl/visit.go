package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/cmd/engine"
)

func newVisit(opts *options) *cobra.Command {
	var out, export, imported, id string
	cmd := &cobra.Command{
		Use:   "visit",
		Short: "The technician's visit as questions, for PCs on which no window opens",
		Long: "Walks through a visit: each device's serial number, seals, cables and all else, the version, the full network check beside, repairs, names. " +
			"Every answer is saved at once; a visit that was broken off goes on where it was. It ends in the same PDF as in the window.\n\n" +
			"--export and --import carry a visit between a USB stick and the shop's own installation.\n\nExit code: 0, 1 on an error, 3 wrong usage.",
		Example: "  counterctl visit\n  counterctl visit --out visit.pdf\n  counterctl visit --export shop.ccvisit",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if export != "" && imported != "" {
				return errors.New("--export and --import are two commands")
			}
			settings, err := engine.ReadSettings(opts.chosen())
			if err != nil {
				return err
			}
			records, end, err := engine.OpenRecords(cmd.Context(), opts.home.Dir, settings)
			if err == nil {
				k := &console{in: bufio.NewReader(cmd.InOrStdin()), out: cmd.OutOrStdout(), words: settings.Words(), r: records, now: time.Now}
				switch {
				case export != "":
					err = records.ExportVisit(cmd.Context(), id, export)
				case imported != "":
					err = k.takeOver(cmd.Context(), imported)
				default:
					err = k.visit(cmd.Context(), out)
				}
				err = errors.Join(err, end())
			}
			if err != nil {
				fmt.Fprintln(cmd.ErrOrStderr(), "counterctl:", err)
				return exit(1)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "where the PDF goes (default: visit-DATE.pdf here)")
	cmd.Flags().StringVar(&export, "export", "", "write a visit, or without --id all devices and the last visit, into a file")
	cmd.Flags().StringVar(&id, "id", "", "the visit to export")
	cmd.Flags().StringVar(&imported, "import", "", "take a visit or a shop's devices over from a file")
	return cmd
}

// visits is what a visit on a console needs of the records; engine.Records is one.
type visits interface {
	Records(ctx context.Context) (checks.Records, error)
	SaveTerminal(ctx context.Context, t checks.Terminal) (checks.Terminal, error)
	ReadVersion(ctx context.Context, t checks.Terminal) (checks.VersionReading, error)
	Visits(ctx context.Context) ([]checks.Visit, error)
	SaveVisit(ctx context.Context, v checks.Visit) (checks.Visit, error)
	EndVisit(ctx context.Context, v checks.Visit) (checks.Visit, error)
	Survey(ctx context.Context, progress func(done, of int)) (checks.Survey, error)
	AddPhoto(ctx context.Context, picture io.Reader) (name string, err error)
	VisitReport(ctx context.Context, id, path string) error
	ImportRecords(ctx context.Context, path string) (checks.Imported, error)
}

// console asks the questions of a visit and keeps every answer at once.
type console struct {
	in    *bufio.Reader
	out   io.Writer
	words *assets.Words
	r     visits
	now   func() time.Time

	v      checks.Visit
	survey <-chan surveyed // nil: none is under way
}

// errLeft: there is nobody to ask any more. What was answered is on record.
var errLeft = errors.New("left")

func (k *console) say(key string, facts map[string]any) {
	fmt.Fprintln(k.out, k.words.Say("visitconsole."+key, facts))
}

// visit walks through all of it. Whoever leaves in the middle goes on another time.
func (k *console) visit(ctx context.Context, out string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer k.stopSurvey()
	defer cancel()
	err := k.walk(ctx)
	if errors.Is(err, errLeft) || errors.Is(err, context.Canceled) {
		k.say("left", nil)
		return nil
	}
	if errors.Is(err, checks.ErrChanged) {
		return errors.New(k.words.Say("visitconsole.changed", nil))
	}
	if err != nil {
		return err
	}
	if out == "" {
		out = freePath("visit-" + k.v.Ended.Format(time.DateOnly))
	}
	if err := k.r.VisitReport(ctx, k.v.ID, out); err != nil {
		return err
	}
	k.say("written", map[string]any{"Path": out})
	return nil
}

// freePath is a PDF's name that nothing has yet.
func freePath(name string) string {
	path := name + ".pdf"
	for n := 2; ; n++ {
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) || n > 1000 {
			return path
		}
		path = fmt.Sprintf("%s-%d.pdf", name, n)
	}
}

func (k *console) walk(ctx context.Context) error {
	for _, step := range []func(context.Context) error{
		k.begin, k.startSurvey, k.inspect, k.endSurvey, k.repairs, k.again, k.names,
	} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	ended, err := k.r.EndVisit(ctx, k.v)
	if err == nil {
		k.v = ended
		k.say("ended", nil)
	}
	return err
}

func (k *console) save(ctx context.Context) (err error) {
	k.v, err = k.r.SaveVisit(ctx, k.v)
	return err
}

func (k *console) takeOver(ctx context.Context, path string) error {
	came, err := k.r.ImportRecords(ctx, path)
	if err == nil {
		k.say("imported", map[string]any{"Shop": came.Shop, "Terminals": came.Terminals, "Visits": came.Visits})
	}
	return err
}

// photo keeps a picture that is named by its path.
func (k *console) photo(ctx context.Context, path string) (string, error) {
	f, err := os.Open(filepath.Clean(path))
	if err != nil {
		return "", err
	}
	defer f.Close()
	return k.r.AddPhoto(ctx, f)
}
