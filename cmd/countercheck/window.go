package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"sync"
	"sync/atomic"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/driver"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/cmd/engine"
	"countercheck/ui"
	"countercheck/ui/desk"
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
	if opts.ask != nil {
		chosen := chooseShop(ctx, app.NewWithID(appID), words, opts.ask.Shops)
		cancel()
		if chosen == "" {
			return exitOK
		}
		fmt.Fprintln(said, chosen)
		return exitShop
	}
	settings, err := engine.OpenSettings(opts.chosen())
	if err == nil {
		err = show(ctx, app.NewWithID(appID), opts, settings, nil)
	}
	switch {
	case err == nil, errors.Is(err, errNoWindow), errors.Is(err, errShown):
	case errors.Is(err, errStuck):
		fmt.Fprintln(said, words.Say("start.stuck", nil))
	default:
		fmt.Fprintln(said, words.Say("start.failed", map[string]any{"Why": err.Error()}))
	}
	_ = said.Close() // ours is closed: so will be the other
	holding.Wait()
	cancel()
	switch {
	case err == nil, errors.Is(err, errShown):
		return exitOK
	case errors.Is(err, errNoWindow):
		return exitNoWindow
	default:
		return exitUsage
	}
}

// show wires everything, shows the window, and returns when it is closed or ctx
// ends, with all of it taken down: first what lets others in, then what draws, then
// what asks and remembers, then the screen itself. plan makes what is watched; nil:
// the probe's.
func show(ctx context.Context, a fyne.App, opts options, settings *engine.Settings, plan engine.Planner) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var screens atomic.Pointer[ui.UI] // for those who may call before it is there
	door, err := openDoor(ctx, opts, &screens)
	if err != nil {
		return err
	}
	defer func() { _ = door.Close() }() // the system lets go of it in any case
	watching, err := engine.OpenShared(engine.Options{
		Dir: opts.dir(), Kind: "window", Settings: settings, Plan: plan, Agent: product(),
		Tell: func(m checks.Message) {
			if u := screens.Load(); u != nil {
				u.Warn(m)
			}
		},
	})
	if err != nil {
		return err
	}
	defer func() { _ = watching.Close() }() // what the disk refuses was told while the window was open
	deps := ui.Deps{
		Watch: watching, Settings: settings, Catalogue: settings.Catalogue, Checks: watching.Checks, History: watching.History(),
		Rescue: watching.Rescue(), Records: watching.Records(), Cases: watching.Cases(), Demo: demos{}, Notice: watching.Notice, TryWebhook: watching.TryWebhook, FirstQuestions: opts.alone() && !opts.hidden, Quit: cancel,
	}
	if opts.alone() {
		desktop := openDesktop(&screens, opts.home)
		defer desktop.Close()
		deps.Desktop = desktop
	}
	a.SetIcon(fyne.NewStaticResource("icon.png", assets.Icon))
	window := a.NewWindow("收银体检")
	window.SetMaster()
	window.Resize(opts.size)
	u := ui.New(a, window, deps)
	u.Show(opts.screen)
	screens.Store(u)
	return opened{a, window, u, watching, door}.run(ctx, cancel, opts)
}

// opened is what show has put together.
type opened struct {
	app      fyne.App
	window   fyne.Window
	screens  *ui.UI
	watching *engine.Shared
	door     *engine.Door
}

// run goes on until the window is closed or ctx ends.
func (o opened) run(ctx context.Context, cancel func(), opts options) error {
	var running sync.WaitGroup
	running.Go(func() { _ = o.watching.Run(ctx) }) // it ends with ctx and has no error to tell
	var picture error
	if opts.screenshot != "" {
		running.Go(func() { defer cancel(); picture = takePicture(ctx, o.watching, o.window, opts.screenshot) })
	}
	var over atomic.Bool // the screen has ended by itself
	closing := make(chan struct{})
	go func() {
		defer close(closing)
		<-ctx.Done()
		o.door.Shut()
		o.screens.Close()
		running.Wait()
		if !over.Load() {
			fyne.Do(o.app.Quit)
		}
	}()
	end := func() {
		over.Store(true)
		cancel()
		<-closing
	}
	o.screens.Begin(opts.hidden)
	if !opts.hidden && !isThere(o.window) {
		end()
		return errNoWindow
	}
	o.app.Run()
	end()
	return picture
}

// openDesktop has the desktop show the window when a notification is pressed.
func openDesktop(screens *atomic.Pointer[ui.UI], home engine.Home) *desk.Desk {
	program, _ := os.Executable() // "": it cannot start with the system then, and the settings say so
	if home.Stick {
		program = "" // a stick leaves nothing on the PC
	}
	return desk.New(desk.Options{Name: "收银体检", Icon: assets.Icon, Program: program, Open: func() {
		if u := screens.Load(); u != nil {
			u.Raise()
		}
	}})
}

// errNoWindow: Fyne goes on without a word where the graphics driver lets it open
// no window.
var errNoWindow = errors.New("no window could be opened")

// isThere reports whether a window that was shown is.
func isThere(window fyne.Window) bool {
	native, ok := window.(driver.NativeWindow)
	if !ok {
		return true // nothing to ask: not the system's own window
	}
	there := false
	native.RunNative(func(handle any) { there = !reflect.ValueOf(handle).IsZero() })
	return there
}
