package engine

import (
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// asked collects the words that a door hears.
func asked(t *testing.T, dir string) (*Door, chan string) {
	t.Helper()
	words := make(chan string, 10)
	d, err := OpenDoor(dir, func(word string) bool { words <- word; return word != "what" })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d, words
}

func TestASecondStartReachesTheFirst(t *testing.T) {
	t.Cleanup(func() { goleak.VerifyNone(t) })
	dir := t.TempDir()
	if err := Knock(dir, WordShow); err == nil {
		t.Error("somebody answers where no window is")
	}
	d, words := asked(t, dir)
	if _, err := OpenDoor(dir, nil); !errors.Is(err, ErrOpen) {
		t.Errorf("a second window opens: %v", err)
	}
	if err := Knock(dir, WordHello); err != nil || len(words) != 0 {
		t.Errorf("hello: %v, %d words heard", err, len(words))
	}
	if err := Knock(dir, "refund"); err != nil || <-words != "refund" {
		t.Errorf("the word did not arrive: %v", err)
	}
	if err := Knock(dir, "what"); err == nil {
		t.Error("a word that means nothing is answered as if it did")
	}
	d.Shut()
	if err := Knock(dir, WordShow); err == nil {
		t.Error("a door that is shut answers")
	}
	if _, err := OpenDoor(dir, nil); !errors.Is(err, ErrOpen) {
		t.Errorf("a second window opens while the first still closes: %v", err)
	}
	if err := d.Close(); err != nil {
		t.Error(err)
	}
	again, words := asked(t, dir)
	if err := Knock(dir, WordShow); err != nil || <-words != WordShow {
		t.Errorf("the next window is not reached: %v", err)
	}
	_ = again.Close()
}

func TestTwoShopsHaveTwoWindows(t *testing.T) {
	first, second := t.TempDir(), t.TempDir()
	asked(t, first)
	if err := Knock(second, WordShow); err == nil {
		t.Error("another shop's window answers")
	}
	asked(t, second)
}

func TestWhoeverTalksTooMuchOrNothingIsLeft(t *testing.T) {
	dir := t.TempDir()
	_, words := asked(t, dir)
	mute, err := dial(dir, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer mute.Close()
	loud, err := dial(dir, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer loud.Close()
	_, _ = loud.Write([]byte(strings.Repeat("x", 10*longestWord) + "\n")) // it may be cut off in the middle
	if err := mute.SetReadDeadline(time.Now().Add(10 * doorPatience)); err != nil {
		t.Fatal(err)
	}
	if _, err := mute.Read(make([]byte, 1)); err == nil {
		t.Error("whoever says nothing is answered")
	} else if late := net.Error(nil); errors.As(err, &late) && late.Timeout() {
		t.Error("whoever says nothing is waited for without an end")
	}
	if len(words) != 0 {
		t.Errorf("%q was heard", <-words)
	}
	if err := Knock(dir, WordShow); err != nil || <-words != WordShow {
		t.Errorf("nobody is heard after them: %v", err)
	}
}
