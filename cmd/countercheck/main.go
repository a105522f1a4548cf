// Command countercheck is the window. It wires settings, probe, monitor and
// screens together and takes them down in reverse order; it decides nothing.
//
// The window runs in a process of its own, started by the one that the person
// started. A graphics driver that fails ends a process at once, and nothing
// inside that process could still tell the person; the first one can: in plain
// words, and with the verdict as a page.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"countercheck/assets"
	_ "countercheck/cmd/countercheck/locale" // before Fyne looks for a language
	"countercheck/cmd/engine"
)

const (
	exitOK    = 0
	exitUsage = 3 // wrong flags or settings, as with counterctl
	// exitNoWindow, like any other code, says to the first process that there is
	// no window and that nobody has been told so.
	exitNoWindow = 1
	// exitShop says to the first process that a shop was chosen, and which.
	exitShop = 4
)

// Why there is no window: the keys of what is said then.
const (
	noDisplayReason = "start.no_display"
	windowDied      = "start.window_died"
)

// windowMark in the environment tells the second process what it is.
const windowMark = "COUNTERCHECK_WINDOW"

func main() {
	if os.Getenv(windowMark) != "" {
		os.Exit(openWindow(os.Args[1:], os.Stdin, os.Stdout))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	code := run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

// run is the process that a person started.
func run(ctx context.Context, args []string) (code int) {
	words := assets.Speak("")
	defer func() {
		if recover() != nil {
			tell(words, words.Say("start.broken", nil))
			code = exitUsage
		}
	}()
	opts, err := parse(args, &words)
	if err != nil {
		tell(words, err.Error())
		return exitUsage
	}
	if opts.help != "" {
		tell(words, opts.help)
		return exitOK
	}
	reason := noDisplay()
	if reason == "" {
		if opts.ask == nil && opts.alone() && engine.Knock(opts.dir(), opts.word()) == nil {
			return exitOK // it is open already, and in front now
		}
		code, reason = watchWindow(ctx, opts, words, args)
	}
	if reason == "" || ctx.Err() != nil {
		return code
	}
	return withoutWindow(ctx, opts, words, reason)
}
