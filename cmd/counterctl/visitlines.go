package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// longestLine is how many characters of a line are kept. A record takes far fewer,
// and says how many there were.
const longestLine = 20_000

// listen hands over what is typed, line by line, until the input or stop ends. A
// read of a terminal cannot be broken off: nobody waits for it, so that Ctrl-C is
// heard while it lasts, and it ends with the process.
func listen(in io.Reader, stop <-chan struct{}) <-chan string {
	typed := make(chan string)
	go func() {
		defer close(typed)
		for from := bufio.NewReader(in); ; {
			text, err := readLine(from)
			if err != nil {
				return
			}
			select {
			case typed <- text:
			case <-stop:
				return
			}
		}
	}()
	return typed
}

// readLine reads to the end of a line, or of the input where something stands
// before it.
func readLine(from io.RuneReader) (string, error) {
	var line []rune
	for {
		r, _, err := from.ReadRune()
		switch {
		case err == nil && r == '\n', errors.Is(err, io.EOF) && len(line) > 0:
			return plainLine(line), nil
		case err != nil:
			return "", err
		case len(line) < longestLine:
			line = append(line, r)
		}
	}
}

// plainLine leaves out what no label has on it: control characters, and all that a
// key without a letter sends.
func plainLine(line []rune) string {
	var b strings.Builder
	for at := 0; at < len(line); at++ {
		switch r := line[at]; {
		case r == '\x1b':
			at += keyLength(line[at+1:])
		case r == '\t':
			b.WriteRune(' ')
		case unicode.IsPrint(r) || r == utf8.RuneError:
			b.WriteRune(r)
		}
	}
	return strings.TrimSpace(b.String())
}

// keyLength is how many characters follow an escape character for one key.
func keyLength(after []rune) int {
	if len(after) < 2 || (after[0] != '[' && after[0] != 'O') {
		return 0
	}
	for n := 1; n < len(after); n++ {
		if after[n] >= '@' && after[n] <= '~' {
			return n + 1
		}
	}
	return len(after)
}

// say prints a sentence of its own.
func (k *console) say(key string, facts map[string]any) {
	fmt.Fprintln(k.out, k.words.Say("visitconsole."+key, facts))
}

// repeat prints a sentence that the window says too.
func (k *console) repeat(key string, facts map[string]any) {
	fmt.Fprintln(k.out, k.words.Say(key, facts))
}

// ask puts a question and waits for a line. Nobody there to answer is errLeft.
func (k *console) ask(ctx context.Context, key string, facts map[string]any) (string, error) {
	for {
		fmt.Fprint(k.out, k.words.Say("visitconsole."+key, facts)+" ")
		select {
		case <-ctx.Done():
			return "", errLeft
		case text, there := <-k.typed:
			if !there {
				return "", errLeft
			}
			if !strings.ContainsRune(text, utf8.RuneError) {
				return text, nil
			}
			k.say("unreadable", nil)
		}
	}
}

// letter is an answer of one letter or number, however the keyboard is set.
func letter(text string) string { return strings.ToLower(width.Narrow.String(text)) }
