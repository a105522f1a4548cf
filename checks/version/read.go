package version

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"countercheck/checks"
)

const (
	patience = 10 * time.Second // for a whole read
	longest  = 100              // characters of a version
)

// Read reads a version where s says it stands. An error is a *Problem, or that ctx
// was cancelled. Whether that way is Allowed for a device is asked before.
func Read(ctx context.Context, s checks.VersionSource) (checks.VersionReading, error) {
	from, known := sources[s.From]
	if !known {
		return checks.VersionReading{}, &Problem{Why: Unusable, What: string(s.From)}
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return read(ctx, from, s)
}

// reading is what a source said, and where.
type reading struct{ said, where string }

// read asks a source and makes a version of what it says.
func read(ctx context.Context, from source, s checks.VersionSource) (checks.VersionReading, error) {
	r, err := within(ctx, subject(s), func() (r reading, err error) {
		r.said, r.where, err = from.read(ctx, s)
		return r, err
	})
	if err != nil {
		return checks.VersionReading{}, err
	}
	version, err := plain(r.said)
	if err != nil {
		var p *Problem
		if errors.As(err, &p) {
			p.What = r.where
		}
		return checks.VersionReading{}, err
	}
	return checks.VersionReading{Version: version, At: time.Now(), From: s.From, Where: r.where}, nil
}

// answer is what came of asking.
type answer[T any] struct {
	value T
	err   error
}

// within asks and keeps to ctx even where the system does not: opening a file on a
// drive whose other end is gone may take minutes and cannot be called off. What
// hangs in that is left behind, and ends when the system gives up. What falls over
// in a file that is stranger than foreseen takes nothing with it.
func within[T any](ctx context.Context, what string, ask func() (T, error)) (T, error) {
	done := make(chan answer[T], 1)
	go func() {
		var a answer[T]
		defer func() {
			if p := recover(); p != nil {
				a.err = &Problem{Why: Broken, What: what, Err: fmt.Errorf("%v", p)}
			}
			done <- a
		}()
		a.value, a.err = ask()
	}()
	var none T
	var a answer[T]
	select {
	case a = <-done:
	case <-ctx.Done():
		a.err = ctx.Err()
	}
	if a.err != nil && ctx.Err() != nil {
		a.err = ctx.Err() // whatever else was made of it
	}
	if a.err != nil {
		return none, problem(a.err, what)
	}
	return a.value, nil
}

// subject is what a source is about, for an error that names nothing better.
func subject(s checks.VersionSource) string {
	for _, text := range []string{s.Path, s.Name, s.Build, s.URL} {
		if text != "" {
			return text
		}
	}
	return string(s.From)
}

// plain makes one short line of what a source said. A character that cannot be
// seen is refused inside of it, for leaving it out could join two numbers.
func plain(said string) (string, error) {
	text := strings.Join(strings.FieldsFunc(said, blank), " ")
	switch {
	case len([]rune(text)) > longest:
		return "", &Problem{Why: TooLarge, Err: fmt.Errorf("it has more than %d characters", longest)}
	case strings.ContainsFunc(text, unseen):
		return "", &Problem{Why: Broken, Err: errors.New("it holds control characters or cannot be decoded")}
	case !strings.ContainsFunc(text, unicode.IsDigit):
		return "", &Problem{Why: NoVersion}
	}
	return text, nil
}

// blank is what separates words: also the NUL at the end of a C string, and the
// mark some editors begin a file with.
func blank(r rune) bool { return unicode.IsSpace(r) || r == 0 || r == '\ufeff' }

// unseen is what no version has in it: a control character, one that turns the
// direction of writing, one that could not be decoded.
func unseen(r rune) bool { return r == unicode.ReplacementChar || !unicode.IsPrint(r) }
