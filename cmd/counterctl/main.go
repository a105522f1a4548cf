// Command counterctl is Countercheck without a window: the same engine for
// technicians over a remote shell, for scripts and for monitoring systems. It is
// pure Go and decides nothing; what its commands print and return is fixed by
// the contract in the README.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"

	"github.com/spf13/cobra"

	"countercheck/cmd/engine"
)

// exitUsage ends every command that was called wrongly or with wrong settings.
const exitUsage = 3

// exit carries an exit code through cobra without a message of its own.
type exit int

func (e exit) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is main without the process: it returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	var code exit
	switch {
	case err == nil:
		return 0
	case errors.As(err, &code):
		return int(code)
	default:
		fmt.Fprintln(stderr, "counterctl:", err)
		return exitUsage
	}
}

func newRoot() *cobra.Command {
	opts := &options{}
	root := &cobra.Command{
		Use:           "counterctl",
		Short:         "Countercheck (收银体检): can this shop take payments now, and if not, why",
		Example:       "  counterctl check\n  counterctl check --json --timeout 20s",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          nearestCommand,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cmd.SetOut(cmd.ErrOrStderr())
			_ = cmd.Help()
			return exit(exitUsage)
		},
	}
	root.PersistentFlags().StringVar(&opts.config, "config", "", "settings file (default: the platform's own folder)")
	root.PersistentFlags().StringVar(&opts.data, "data", "", "data folder (default: the platform's own folder)")
	root.PersistentFlags().StringVar(&opts.shop, "shop", "", "the shop, where the program travels on a stick (a file \"portable\" beside it)")
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) (err error) {
		var unsaid *engine.WhichShop
		if opts.home, err = engine.FindHome(opts.data, opts.shop); errors.As(err, &unsaid) && slices.Contains(homeless, cmd.Name()) {
			err = nil
		}
		return err
	}
	root.SetFlagErrorFunc(nearestFlag)
	root.SuggestionsMinimumDistance = 2
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(newCheck(opts), newAgent(opts), newIncidents(opts), newRefund(opts), newBill(opts), newSupport(opts), newBackup(opts), newRestore(opts), newUpkeep(opts), newTerminals(opts), newVisit(opts), newReport(opts), newCompareVersion(), newDemo(opts), newVersion())
	return root
}

// homeless are the commands that read neither settings nor records.
var homeless = []string{"version", "compare-version", "help"}

// options are the flags that all commands take.
type options struct {
	config string
	data   string
	shop   string
	home   engine.Home // what they come to
}

// chosen is what the flags say about the settings.
func (o *options) chosen() engine.Chosen {
	return engine.Chosen{Config: o.config, Usual: o.home.Settings}
}
