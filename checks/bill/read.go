package bill

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"countercheck/checks"
)

// Bills are in Beijing time, which has not been changed since there are such bills:
// no table of zones is needed, which Windows does not have and which takes half a
// megabyte.
const (
	zone       = "Asia/Shanghai"
	zoneOffset = 8 * 60 * 60 // seconds east of Greenwich
)

// Options say how a bill is read. All of it may be left out.
type Options struct {
	Columns  *checks.BillColumns            // of another issuer's bill
	Hours    checks.Hours                   // when the shop is open
	Progress func(read int64)               // how much of the file was read, in bytes
	Each     func(row checks.BillRow) error // is handed every row; an error of its ends the reading
}

// Read reads a bill. Another kind of file fails with a *checks.BillError; any other
// error is that of the file, of Each, or of the context.
func Read(ctx context.Context, name string, in io.ReaderAt, size int64, opt Options) (checks.Bill, error) {
	name = filepath.Base(name)
	if size == 0 {
		return checks.Bill{}, &checks.BillError{Name: name, Why: "empty"}
	}
	beijing := time.FixedZone(zone, zoneOffset)
	src := &source{ctx: ctx, in: in, size: size, tell: opt.Progress}
	r := newReading(opt, beijing)
	err := r.file(src)
	var not *checks.BillError
	switch {
	case errors.As(err, &not):
		not.Name = name
		return checks.Bill{}, not
	case err != nil:
		return checks.Bill{}, fmt.Errorf("reading %s: %w", name, err)
	}
	src.done()
	b := r.finish()
	b.ID, b.Name, b.Read = hex.EncodeToString(r.says.Sum(nil)), name, time.Now()
	return b, nil
}

// source is the file.
type source struct {
	ctx  context.Context
	in   io.ReaderAt
	size int64
	tell func(int64)
	read int64
	told int64
}

// ReadAt reads, until somebody has had enough.
func (s *source) ReadAt(p []byte, off int64) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, &fileError{err}
	}
	if off < 0 { // a zip's list of members that points nowhere
		return 0, errCutOff
	}
	n, err := s.in.ReadAt(p, off)
	s.read += int64(n)
	if at := min(s.read, s.size); s.tell != nil && at-s.told > s.size/100 {
		s.told = at
		s.tell(at)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = &fileError{err}
	}
	return n, err
}

func (s *source) done() {
	if s.tell != nil && s.told < s.size {
		s.tell(s.size)
	}
}

// fileError is trouble with the file itself, not with what is in it.
type fileError struct{ err error }

func (e *fileError) Error() string { return e.err.Error() }
func (e *fileError) Unwrap() error { return e.err }
