package bill

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"path"
	"strings"

	"countercheck/checks"
)

// Bounds of what is unpacked. Memory stays flat whatever is in a file; these keep a
// file that was made to waste time from doing so.
const (
	mostMembers    = 2000
	mostDirectory  = 4 << 20  // bytes of a zip's list of members
	mostUnpacked   = 16 << 30 // bytes
	smallUnpacked  = 64 << 20
	mostTimesLarge = 400 // a bill shrinks to a tenth or a hundredth, hardly more
)

var (
	errTooBig = errors.New("unpacks to more than any bill")
	errCutOff = errors.New("the packed file is not whole")
)

// file reads what the file holds, packed or not.
func (r *reading) file(src *source) error {
	head := make([]byte, headSize)
	n, err := src.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if !bytes.HasPrefix(head[:n], []byte("PK\x03\x04")) && !bytes.HasPrefix(head[:n], []byte("PK\x05\x06")) {
		r.budget = budgetOf(src.size)
		return r.member(io.NewSectionReader(src, 0, src.size), 1)
	}
	return r.zip(src)
}

func budgetOf(packed int64) int64 { return min(smallUnpacked+packed*mostTimesLarge, mostUnpacked) }

// zip reads every member that is a bill. Where none is, the one that says most about
// itself tells what the file is.
func (r *reading) zip(src *source) error {
	members, err := membersOf(src)
	if err != nil {
		return err
	}
	r.budget = budgetOf(src.size)
	var not *checks.BillError
	var unread []string // members that may have been bills
	found := false
	for _, m := range members {
		err := r.zipMember(m)
		var this *checks.BillError
		switch {
		case err == nil:
			found = true
		case !errors.As(err, &this):
			return err
		case not == nil || weight(this) > weight(not):
			not = this
		}
		if this != nil && weight(this) > 0 && !r.summary.here {
			unread = append(unread, nameOf(m))
		}
	}
	switch {
	case found:
		for _, name := range unread {
			r.tally.doubt(checks.BillDoubt{Why: "member", Field: name})
		}
		return nil
	case not != nil:
		return not
	default:
		return &checks.BillError{Why: "empty"}
	}
}

// membersOf lists the files of a zip. Their names are not relied on: Alipay's are in
// GBK, unmarked.
func membersOf(src *source) ([]*zip.File, error) {
	list := &fuse{in: src, left: mostDirectory}
	z, err := zip.NewReader(list, src.size)
	var trouble *fileError
	switch {
	case errors.As(err, &trouble):
		return nil, trouble
	case errors.Is(err, errTooBig):
		return nil, &checks.BillError{Why: "too_big"}
	case err != nil:
		return nil, &checks.BillError{Why: "broken"}
	}
	list.left = -1
	var files []*zip.File
	for _, f := range z.File {
		switch {
		case f.Name == "[Content_Types].xml":
			return nil, &checks.BillError{Why: office(z.File)}
		case strings.HasSuffix(f.Name, "/"), strings.HasPrefix(f.Name, "__MACOSX/"), strings.HasPrefix(path.Base(f.Name), "._"):
		case len(files) == mostMembers:
			return nil, &checks.BillError{Why: "too_big"}
		default:
			files = append(files, f)
		}
	}
	return files, nil
}

// nameOf is what people see as a member's name.
func nameOf(m *zip.File) string { return path.Base(decode([]byte(m.Name), m.NonUTF8)) }

// office tells a spreadsheet from a text.
func office(files []*zip.File) string {
	for _, f := range files {
		if strings.HasPrefix(f.Name, "xl/") {
			return "spreadsheet"
		}
	}
	return "document"
}

func (r *reading) zipMember(f *zip.File) error {
	const encrypted = 1
	if f.Flags&encrypted != 0 {
		return &checks.BillError{Why: "locked"}
	}
	in, err := f.Open()
	if err != nil {
		var trouble *fileError
		if errors.As(err, &trouble) {
			return trouble
		}
		if errors.Is(err, zip.ErrAlgorithm) {
			return &checks.BillError{Why: "archive"}
		}
		return &checks.BillError{Why: "broken"}
	}
	err = r.member(&unpacked{in: in, left: &r.budget}, 1)
	_ = in.Close() // nothing that was read hangs on it
	return err
}

// member reads a text that may be packed once more.
func (r *reading) member(in io.Reader, depth int) error {
	buffered := bufio.NewReaderSize(in, longestLine)
	head, err := buffered.Peek(headSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return r.ended(err)
	}
	if bytes.HasPrefix(head, []byte("\x1f\x8b")) && depth > 0 {
		z, err := gzip.NewReader(buffered)
		var trouble *fileError
		if errors.As(err, &trouble) {
			return trouble
		} else if err != nil {
			return &checks.BillError{Why: "broken"}
		}
		return r.member(&unpacked{in: z, left: &r.budget}, depth-1)
	}
	if why := sniff(head); why != "" {
		return &checks.BillError{Why: why}
	}
	return r.text(plain(buffered, head))
}

// unpacked is what comes out of a packed file, as much of it as is allowed.
type unpacked struct {
	in   io.Reader
	left *int64
}

// Read reads, and tells what is wrong with the packing from what is wrong with the
// file.
func (u *unpacked) Read(p []byte) (int, error) {
	n, err := u.in.Read(p)
	var trouble *fileError
	if *u.left -= int64(n); *u.left < 0 {
		return 0, errTooBig
	}
	if err != nil && !errors.Is(err, io.EOF) && !errors.As(err, &trouble) && !errors.Is(err, errTooBig) {
		err = errCutOff
	}
	return n, err
}

// fuse lets only so much be read while left is not negative.
type fuse struct {
	in   io.ReaderAt
	left int64
}

// ReadAt reads.
func (f *fuse) ReadAt(p []byte, off int64) (int, error) {
	n, err := f.in.ReadAt(p, off)
	if f.left < 0 {
		return n, err
	}
	if f.left -= int64(n); f.left < 0 {
		f.left = 0
		return 0, errTooBig
	}
	return n, err
}
