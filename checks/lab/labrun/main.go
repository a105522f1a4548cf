//go:build linux

// Labrun opens the window, or asks counterctl, on the PC of a simulated shop and
// switches faults on and off from the console: a look at the program for people
// who have no Internet or no broken line at hand. It needs root. It decides
// nothing about what is shown, and touches nothing but namespaces of its own.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"countercheck/assets"
	"countercheck/checks/lab/netns"
	"countercheck/checks/store"
)

func main() {
	window := flag.String("window", "", "the window's program, opened inside the shop")
	ctl := flag.String("check", "", "counterctl, asked after every switch")
	flag.Parse()
	if *window == "" && *ctl == "" || flag.NArg() > 0 {
		fmt.Fprintln(os.Stderr, "usage: labrun [-window bin/countercheck] [-check bin/counterctl]")
		os.Exit(3)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	if err := run(ctx, *window, *ctl, os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "labrun:", err)
		os.Exit(1)
	}
}

// bench is the shop and what runs in it.
type bench struct {
	shop    *netns.Net
	out     io.Writer
	window  string
	ctl     string
	running sync.WaitGroup
	closed  chan struct{} // the window was closed
}

func run(ctx context.Context, window, ctl string, in io.Reader, out io.Writer) (err error) {
	catalogue, err := store.ReadCatalogue(assets.CatalogueTOML)
	if err != nil {
		return err
	}
	shop, err := netns.Up(ctx, netns.Options{Catalogue: catalogue})
	if err != nil {
		return err
	}
	b := &bench{shop: shop, out: out, window: window, ctl: ctl, closed: make(chan struct{}, 1)}
	ctx, cancel := context.WithCancel(ctx)
	defer func() { // the programs first: a namespace lives as long as they do
		cancel()
		b.running.Wait()
		err = errors.Join(err, shop.Close())
	}()
	if window != "" {
		b.open(ctx)
	}
	b.menu()
	typed := read(in)
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-b.closed:
			fmt.Fprintln(out, sayClosed)
		case line, more := <-typed:
			if !more || line == "q" {
				return nil
			}
			b.obey(ctx, line)
		}
	}
}

// read hands over what is typed, line by line. Nothing can call a terminal's
// reader back, so it lives until the process ends.
func read(in io.Reader) <-chan string {
	typed := make(chan string)
	go func() {
		defer close(typed)
		for lines := bufio.NewScanner(in); lines.Scan(); {
			typed <- strings.TrimSpace(lines.Text())
		}
	}()
	return typed
}

// obey carries out one typed line: the number of a fault, 0 for none, w for the
// window, Enter for the menu.
func (b *bench) obey(ctx context.Context, line string) {
	if line == "" {
		b.menu()
		return
	}
	if line == "w" && b.window != "" {
		b.open(ctx)
		return
	}
	number, err := strconv.Atoi(line)
	if err != nil || number < 0 || number > len(netns.Faults) {
		fmt.Fprintf(b.out, sayUnknown, len(netns.Faults))
		return
	}
	if number == 0 {
		err = b.heal()
	} else {
		err = b.toggle(netns.Faults[number-1])
	}
	if err != nil {
		fmt.Fprintln(b.out, err)
	}
	b.state()
	if b.ctl != "" {
		b.ask(ctx)
	}
}

func (b *bench) toggle(f netns.Fault) error {
	for _, name := range b.shop.On() {
		if name == f.Name {
			return b.shop.Undo(f)
		}
	}
	return b.shop.Do(f)
}

func (b *bench) heal() error {
	var all []error
	for _, name := range b.shop.On() {
		if f, known := netns.Find(name); known {
			all = append(all, b.shop.Undo(f))
		}
	}
	return errors.Join(all...)
}

// open opens the window inside the shop.
func (b *bench) open(ctx context.Context) {
	cmd := b.shop.Command(ctx, b.window)
	cmd.Stdout, cmd.Stderr = b.out, b.out
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 5 * time.Second
	if err := cmd.Start(); err != nil {
		fmt.Fprintln(b.out, err)
		return
	}
	b.running.Go(func() {
		if err := cmd.Wait(); err != nil && ctx.Err() == nil {
			fmt.Fprintln(b.out, err)
		}
		select {
		case b.closed <- struct{}{}:
		default:
		}
	})
}

// ask prints what counterctl says now; its exit code is part of what it says.
func (b *bench) ask(ctx context.Context) {
	cmd := b.shop.Command(ctx, b.ctl, "check")
	cmd.Stdout, cmd.Stderr = b.out, b.out
	var ended *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &ended) {
		fmt.Fprintln(b.out, err)
	}
}
