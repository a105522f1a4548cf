package checks

import (
	"errors"
	"time"
)

// ErrChanged: what is to be saved was changed by somebody else meanwhile. Nothing
// was written.
var ErrChanged = errors.New("it was changed by another window meanwhile")

// ErrGone: what is asked for is not there any more.
var ErrGone = errors.New("it is not there any more")

// ErrConcluded: what is to be saved would change what a concluded case says. Nothing
// was written.
var ErrConcluded = errors.New("the case is concluded: only its follow-up can be changed")

// Records are what people wrote down and what was read for them: all that the
// rows terminal.* and care.* are believed from.
type Records struct {
	Terminals []Terminal
	Rules     []VersionRule
	Care      Care
	Ages      VersionAges
}

// PhotoError is a picture that cannot be kept.
type PhotoError struct {
	Why PhotoTrouble
	MB  int // its size, where that is known
}

// PhotoTrouble is what is wrong with a picture.
type PhotoTrouble string

// Too large, or no picture that can be read.
const (
	PhotoTooLarge  PhotoTrouble = "too_large"
	PhotoNoPicture PhotoTrouble = "no_picture"
)

func (e *PhotoError) Error() string { return "the picture: " + string(e.Why) }

// Imported says what came with a file from another installation.
type Imported struct {
	Shop      string
	Terminals int // new or changed
	Visits    int // new
}

// ListFetched is how the last fetching of a list of versions went.
type ListFetched struct {
	Where string    `json:"where"`
	At    time.Time `json:"at"`
	Why   string    `json:"why,omitempty"` // it was not taken over; "": it was
}
