package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"
	"sync"
	"sync/atomic"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/driver"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/monitor"
	"countercheck/checks/probe"
	"countercheck/ui"
)

const appID = "org.countercheck.desktop" // as in FyneApp.toml

// openWindow is the window's own process. It ends when the window is closed, or
// when whoever holds the other end of held lets go; what it has to tell a person
// goes to said.
func openWindow(args []string, held io.Reader, said io.WriteCloser) int {
	words := assets.Speak("")
	opts, err := parse(args, &words)
	if err != nil {
		fmt.Fprintln(said, err)
		return exitUsage
	}
	ctx, cancel := context.WithCancel(context.Background())
	var holding sync.WaitGroup
	holding.Go(func() {
		_, _ = io.Copy(io.Discard, held) // ends when it is closed, whatever the reason
		cancel()
	})
	settings, err := openSettings(opts)
	if err == nil {
		err = show(ctx, app.NewWithID(appID), opts, settings, probed)
	}
	if err != nil && !errors.Is(err, errNoWindow) {
		fmt.Fprintln(said, words.Say("start.failed", map[string]any{"Why": err.Error()}))
	}
	_ = said.Close() // ours is closed: so will be the other
	holding.Wait()
	cancel()
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errNoWindow):
		return exitNoWindow
	default:
		return exitUsage
	}
}

// planner makes the plan that is watched.
type planner func(checks.Settings, checks.Catalogue) checks.Plan

func probed(s checks.Settings, c checks.Catalogue) checks.Plan {
	return probe.New(s, c, assets.RootsPEM, probe.Watching())
}

// watched makes the monitor of what the settings ask for, which follows them
// whenever they change and whenever this PC is in another network.
func watched(settings *chosen, plan planner) *monitor.Monitor {
	renew := func() checks.Plan { return plan(settings.Current(), settings.catalogue) }
	watching := monitor.New(renew(), monitor.Options{
		Clock: probe.Clock, Fingerprint: probe.Fingerprint, Renew: renew,
	})
	var planning sync.Mutex
	settings.changed = func() { // one at a time, so that the newest settings win
		planning.Lock()
		defer planning.Unlock()
		watching.Replan(renew())
	}
	return watching
}

// show wires everything, shows the window, and returns when it is closed or ctx
// ends, with all of it taken down: first what draws, then what asks, then the
// screen itself.
func show(ctx context.Context, a fyne.App, opts options, settings *chosen, plan planner) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	watching := watched(settings, plan)
	a.SetIcon(fyne.NewStaticResource("icon.png", assets.Icon))
	window := a.NewWindow("收银体检")
	window.SetMaster()
	window.Resize(opts.size)
	screens := ui.New(a, window, ui.Deps{
		Watch: watching, Settings: settings, Catalogue: settings.catalogue, Notice: settings.notice(), Quit: cancel,
	})
	screens.Show(opts.screen)
	window.SetCloseIntercept(cancel)

	var running sync.WaitGroup
	running.Go(func() { _ = watching.Run(ctx) }) // it ends with ctx and has no error to tell
	var picture error
	if opts.screenshot != "" {
		running.Go(func() { defer cancel(); picture = takePicture(ctx, watching, window, opts.screenshot) })
	}
	var over atomic.Bool // the screen has ended by itself
	closing := make(chan struct{})
	go func() {
		defer close(closing)
		<-ctx.Done()
		screens.Close()
		running.Wait()
		if !over.Load() {
			fyne.Do(a.Quit)
		}
	}()
	if window.Show(); !opened(window) {
		over.Store(true)
		cancel()
		<-closing
		return errNoWindow
	}
	a.Run()
	over.Store(true)
	cancel()
	<-closing
	return picture
}

// errNoWindow: Fyne goes on without a word where the graphics driver lets it open
// no window.
var errNoWindow = errors.New("no window could be opened")

// opened reports whether a window that was shown is there.
func opened(window fyne.Window) bool {
	native, ok := window.(driver.NativeWindow)
	if !ok {
		return true // nothing to ask: not the system's own window
	}
	there := false
	native.RunNative(func(handle any) { there = !reflect.ValueOf(handle).IsZero() })
	return there
}
