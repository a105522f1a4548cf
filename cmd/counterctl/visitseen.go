package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"countercheck/checks"
)

// identity compares the serial number; a scan gun types it with Enter. One that
// differs is asked for again, since a gun reads a neighbour's label as well.
func (k *console) identity(ctx context.Context, p place) (back bool, err error) {
	key := "serial"
	for {
		seen := k.inspected(p).Serial
		recorded := k.inspected(p).Terminal.Serial
		text, err := k.ask(ctx, key, map[string]any{"Recorded": recorded, "Old": seen})
		switch {
		case err != nil:
			return false, err
		case letter(text) == "b":
			return true, nil
		case text == "" && key == "serial_again":
			return false, nil // it is so, and on record
		case text == "" && seen == "":
			return k.item(ctx, p) // unreadable: by its looks
		case text == "":
			text = seen
		}
		differs := k.inspected(p)
		differs.Serial = text
		state := checks.CheckedFine
		if differs.Replaced() {
			state = checks.CheckedFaulty
		}
		err = k.find(ctx, p, state, func(i *checks.Inspection) { i.Serial = text })
		if k.refused(err) {
			continue
		}
		if err != nil || !differs.Replaced() {
			k.sayIdentity(err, differs)
			return false, err
		}
		k.replaced(differs)
		key = "serial_again"
	}
}

func (k *console) sayIdentity(err error, i checks.Inspection) {
	switch {
	case err != nil:
	case i.Terminal.Serial == "":
		k.repeat("visit.identity.noted", map[string]any{"Seen": i.Serial})
	default:
		k.repeat("visit.identity.same", nil)
	}
}

// replaced says that it is another device, and what to do.
func (k *console) replaced(i checks.Inspection) {
	k.say("replaced", map[string]any{"Replaced": k.words.Say("terminal.replaced", nil), "Recorded": i.Terminal.Serial, "Seen": i.Serial})
	for _, do := range []string{"do1", "do2", "do3"} {
		k.say("do", map[string]any{"Do": k.words.Say("visit.replaced."+do, nil)})
	}
}

// version reads it where it can be read, and asks for it. How it stands is said by
// what is on record of the newest; where that is not known, a person decides.
func (k *console) version(ctx context.Context, p place) (back bool, err error) {
	old := k.versionNow(ctx, p)
	for {
		text, err := k.ask(ctx, "version", map[string]any{"Old": old})
		switch {
		case err != nil:
			return false, err
		case letter(text) == "b":
			return true, nil
		case letter(text) == "n":
			return false, k.find(ctx, p, checks.CheckedAbsent, func(i *checks.Inspection) { i.Version = "" })
		case text == "" && old == "":
			k.say("version_wrong", nil)
			continue
		case text == "":
			text = old
		}
		state, note, err := k.judged(ctx, p, text)
		if err != nil {
			return false, err
		}
		err = k.find(ctx, p, state, func(i *checks.Inspection) { i.Version, i.Findings[p.item].Note = text, note })
		switch {
		case k.refused(err):
			continue
		case err != nil:
			return false, err
		case state == checks.NotLooked:
			return k.item(ctx, p)
		case state == checks.CheckedFaulty:
			return false, k.photos(ctx, p)
		}
		return false, nil
	}
}

// versionNow is the version as the device or its record says.
func (k *console) versionNow(ctx context.Context, p place) string {
	i := k.inspected(p)
	if i.Version != "" {
		return i.Version
	}
	if i.Terminal.Source == nil {
		return i.Terminal.Version.Version
	}
	reading, err := k.r.ReadVersion(ctx, i.Terminal)
	if err != nil {
		if ctx.Err() == nil {
			k.say("version_unread", map[string]any{"Why": err.Error()})
		}
		return i.Terminal.Version.Version
	}
	k.say("version_read", map[string]any{"Version": reading.Version})
	return reading.Version
}

// judged is how the item stands by a version, and says it. What nobody can compare
// is a person's to say.
func (k *console) judged(ctx context.Context, p place, version string) (state checks.CheckedState, note string, err error) {
	records, err := k.r.Records(ctx)
	if err != nil {
		return checks.NotLooked, "", err
	}
	t := k.inspected(p).Terminal
	t.Version = checks.VersionReading{Version: version, At: k.now()}
	seen := checks.JudgeVersion(t, records.Rules, records.Ages, k.now())
	text := k.words.Say("visit.version."+string(seen.State), map[string]any{"Newest": seen.Newest, "Minimum": seen.Minimum, "Ends": seen.Ends, "Days": seen.Days})
	k.say("version_is", map[string]any{"Text": text})
	switch seen.State {
	case checks.VersionNewest:
		return checks.CheckedFine, "", nil
	case checks.VersionOutdated, checks.VersionBelowMinimum, checks.VersionBlocked, checks.VersionUnsupported:
		return checks.CheckedFaulty, text, nil
	default:
		return checks.NotLooked, "", nil
	}
}

// photos takes pictures over by their paths until Enter.
func (k *console) photos(ctx context.Context, p place) error {
	for len(k.finding(p).Photos) < checks.MostPhotos {
		path, err := k.ask(ctx, "photo", nil)
		if err != nil || path == "" {
			return err
		}
		name, err := k.photo(ctx, strings.Trim(path, `"'`))
		var wrong *checks.PhotoError
		switch {
		case errors.As(err, &wrong):
			k.say("photo_wrong."+string(wrong.Why), nil)
			continue
		case err != nil:
			k.say("photo_failed", map[string]any{"Why": err.Error()})
			continue
		}
		err = k.change(ctx, func(v *checks.Visit) {
			c := &v.Terminals[p.device].Findings[p.item]
			c.Photos = append(slices.Clone(c.Photos), name)
		})
		if err != nil {
			return err
		}
		k.say("photo_taken", map[string]any{"Number": len(k.finding(p).Photos)})
	}
	return nil
}

// photo keeps a picture that is named by its path. Only a file is opened: a pipe or
// a device never ends.
func (k *console) photo(ctx context.Context, path string) (string, error) {
	path = filepath.Clean(path)
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	if !info.Mode().IsRegular() {
		return "", &checks.PhotoError{Why: checks.PhotoNoPicture}
	}
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	return k.r.AddPhoto(context.WithoutCancel(ctx), f)
}
