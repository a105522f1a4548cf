package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"github.com/spf13/pflag"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/cmd/engine"
	"countercheck/ui"
	"countercheck/ui/desk"
)

// options are the flags.
type options struct {
	config, data string
	shop         string
	home         engine.Home       // what data and shop come to
	ask          *engine.WhichShop // not nil: the person chooses the shop first
	lang, theme  string            // "" as the settings say
	size         fyne.Size
	screenshot   string // "" for none
	screen       string // "" for the first, and for a window that is open already the one it shows
	hidden       bool   // start in the tray
	help         string // what --help prints, "" if it was not asked for
}

// chosen is what the flags say about the settings.
func (o options) chosen() engine.Chosen {
	return engine.Chosen{Config: o.config, Usual: o.home.Settings, Lang: o.lang, Theme: o.theme}
}

// cache is where the window's libraries may keep something on a stick; "": where
// they usually do.
func (o options) cache() string {
	if o.ask != nil {
		return o.ask.Cache
	}
	return o.home.Cache
}

// dir is the data folder.
func (o options) dir() string { return o.home.Dir }

var themes = []string{"light", "dark", "auto"}

// The window's size: small enough for the smallest counter screen.
const (
	usualWidth, usualHeight = 1024, 600
	smallest, largest       = 320, 8192
)

// parse reads the flags. words become those of the language asked for; an error
// is a sentence of theirs.
func parse(args []string, words **assets.Words) (options, error) {
	opts := options{}
	size := fmt.Sprintf("%dx%d", usualWidth, usualHeight)
	flags := pflag.NewFlagSet("countercheck", pflag.ContinueOnError)
	flags.StringVar(&opts.config, "config", "", "start.flag.config")
	flags.StringVar(&opts.data, "data", "", "start.flag.data")
	flags.StringVar(&opts.shop, "shop", "", "start.flag.shop")
	flags.StringVar(&opts.lang, "lang", "", "start.flag.lang")
	flags.StringVar(&opts.theme, "theme", "", "start.flag.theme")
	flags.StringVar(&size, "size", size, "start.flag.size")
	flags.StringVar(&opts.screenshot, "screenshot", "", "start.flag.screenshot")
	flags.StringVar(&opts.screen, "screen", "", "start.flag.screen")
	flags.BoolVar(&opts.hidden, strings.TrimPrefix(desk.Hidden, "--"), false, "start.flag.hidden")
	flags.SortFlags = false
	flags.Usage = func() {}
	err := flags.Parse(args)
	if slices.Contains(assets.Languages, opts.lang) {
		*words = assets.Speak(opts.lang)
	}
	say := *words
	if errors.Is(err, pflag.ErrHelp) {
		known := map[string]any{"Screens": strings.Join(ui.Screens(), ", ")}
		flags.VisitAll(func(f *pflag.Flag) { f.Usage = say.Say(f.Usage, known) })
		opts.help = say.Say("start.usage", nil) + "\n\n" + strings.TrimRight(flags.FlagUsages(), "\n")
		return opts, nil
	}
	if err != nil {
		return opts, wrongFlag(say, flags, err)
	}
	if flags.NArg() > 0 {
		return opts, wrong(say, "start.no_argument", map[string]any{"Given": flags.Arg(0)})
	}
	if opts.size, err = parseSize(size); err != nil {
		return opts, wrong(say, "start.bad_size", map[string]any{"Given": size})
	}
	err = opts.settle(say)
	return opts, errors.Join(
		err,
		oneOf(say, "lang", opts.lang, assets.Languages),
		oneOf(say, "theme", opts.theme, themes),
		oneOf(say, "screen", opts.screen, ui.Screens()),
	)
}

// settle finds out where this run is at home. Which shop it is may still have to be
// chosen: then ask holds those there are.
func (o *options) settle(words *assets.Words) error {
	home, err := engine.FindHome(o.data, o.shop)
	if errors.As(err, &o.ask) {
		return nil
	}
	if err != nil {
		return wrong(words, "start.bad_shop", map[string]any{"Why": err.Error()})
	}
	o.home = home
	return nil
}

func wrong(words *assets.Words, key string, facts map[string]any) error {
	return errors.New(words.Say(key, facts))
}

// wrongFlag says what pflag refused, with the nearest flag there is.
func wrongFlag(words *assets.Words, flags *pflag.FlagSet, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return wrong(words, "start.bad_flag", map[string]any{"Why": err.Error()})
	}
	var known []string
	flags.VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
	name := unknown.GetSpecifiedName()
	facts := map[string]any{"Flag": "--" + name}
	if near := checks.Nearest(name, known); near != "" {
		facts["Nearest"] = "--" + near
	}
	return wrong(words, "start.unknown_flag", facts)
}

// oneOf is an error if a flag was given and is none of the known values.
func oneOf(words *assets.Words, flag, value string, known []string) error {
	if value == "" || slices.Contains(known, value) {
		return nil
	}
	return wrong(words, "start.unknown_value", map[string]any{
		"Flag": "--" + flag, "Given": value, "Known": strings.Join(known, ", "), "Nearest": checks.Nearest(value, known),
	})
}

func parseSize(text string) (fyne.Size, error) {
	var width, height int
	if n, err := fmt.Sscanf(text, "%dx%d", &width, &height); err != nil || n != 2 || fmt.Sprintf("%dx%d", width, height) != text {
		return fyne.Size{}, errors.New("not like 1024x600")
	}
	if min(width, height) < smallest || max(width, height) > largest {
		return fyne.Size{}, errors.New("no size of a window")
	}
	return fyne.NewSize(float32(width), float32(height)), nil
}
