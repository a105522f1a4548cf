package engine

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"

	"countercheck/checks"
)

// ExchangeSchema is the kind of file that carries a visit, or a shop's terminals,
// from one installation to another.
const ExchangeSchema = "countercheck/visit/v1"

// The parts of such a file, and the most that is read of each.
const (
	exchangeRecords = "records.json"
	exchangePhotos  = "photos/"
	mostRecords     = 16 << 20
	mostPhotos      = 2000
	mostPhoto       = 8 << 20
)

// ErrNoExchange: the file carries neither a visit nor a shop's terminals.
var ErrNoExchange = errors.New("this is no visit of Countercheck, or a damaged one")

// exchange is what such a file says.
type exchange struct {
	Schema    string            `json:"schema"`
	Shop      string            `json:"shop,omitempty"`
	Terminals []checks.Terminal `json:"terminals"`
	Visits    []checks.Visit    `json:"visits"`
}

// ExportVisit writes a visit with its photos and the records of its terminals into
// one file; without an id, all terminals and the last visit that has ended.
func (r Records) ExportVisit(ctx context.Context, id, path string) error {
	all, err := r.Records(ctx)
	if err != nil {
		return err
	}
	visits, err := r.Visits(ctx)
	if err != nil {
		return err
	}
	doc := exchange{Schema: ExchangeSchema, Terminals: []checks.Terminal{}, Visits: []checks.Visit{}}
	wanted := func(v checks.Visit) bool { return v.ID == id || (id == "" && !v.Open()) }
	if n := slices.IndexFunc(visits, wanted); n >= 0 {
		doc.Visits, doc.Shop = append(doc.Visits, visits[n]), visits[n].Shop
	} else if id != "" {
		return checks.ErrGone
	}
	for _, t := range all.Terminals {
		in := func(i checks.Inspection) bool { return i.Terminal.ID == t.ID }
		if id == "" || slices.ContainsFunc(doc.Visits[0].Terminals, in) {
			doc.Terminals = append(doc.Terminals, t)
		}
	}
	doc.withoutSources() // a path or an address of this PC
	return wholeFile(path, func(out io.Writer) error { return r.packExchange(ctx, out, doc) })
}

func (r Records) packExchange(ctx context.Context, out io.Writer, doc exchange) error {
	z := zip.NewWriter(out)
	w, err := z.Create(exchangeRecords)
	if err == nil {
		err = json.NewEncoder(w).Encode(doc)
	}
	for _, name := range photosOf(doc) {
		if err != nil {
			break
		}
		data, gone := r.Photo(ctx, name)
		if errors.Is(gone, checks.ErrGone) {
			continue // its file was deleted; the visit says so where it stood
		}
		if err = gone; err == nil {
			if w, err = z.Create(exchangePhotos + name); err == nil {
				_, err = w.Write(data)
			}
		}
	}
	return errors.Join(err, z.Close())
}

// photosOf are the names of all pictures of a document, each once.
func photosOf(doc exchange) (names []string) {
	for _, t := range doc.Terminals {
		names = append(names, t.Photos...)
	}
	for _, v := range doc.Visits {
		for _, i := range v.Terminals {
			names = append(names, i.Terminal.Photos...)
			for _, c := range i.Findings {
				names = append(names, c.Photos...)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// ImportRecords takes over a visit, or a shop's terminals, from another
// installation: whole or not at all. What the shop wrote itself stays.
func (r Records) ImportRecords(ctx context.Context, path string) (came checks.Imported, err error) {
	z, err := zip.OpenReader(path)
	if errors.Is(err, zip.ErrFormat) {
		return came, fmt.Errorf("%w: %w", ErrNoExchange, err)
	}
	if err != nil {
		return came, err
	}
	defer func() { err = errors.Join(err, z.Close()) }()
	doc, err := readExchange(&z.Reader)
	if err != nil {
		return came, err
	}
	if err := r.takePhotos(ctx, &z.Reader, &doc); err != nil {
		return came, err
	}
	s, err := r.open(ctx)
	if err != nil {
		return came, err
	}
	came, err = s.Take(ctx, doc.Terminals, doc.Visits)
	came.Shop = doc.Shop
	if err == nil {
		r.changed()
	}
	return came, err
}

func readExchange(z *zip.Reader) (doc exchange, err error) {
	data, err := readPart(z, exchangeRecords, mostRecords)
	if err != nil {
		return doc, fmt.Errorf("%w: %s: %w", ErrNoExchange, exchangeRecords, err)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	if err := d.Decode(&doc); err != nil || doc.Schema != ExchangeSchema {
		return doc, fmt.Errorf("%w: %s is of the kind %q: %w", ErrNoExchange, exchangeRecords, doc.Schema, err)
	}
	doc.withoutSources() // what is read on this PC is for this PC to say
	return doc, nil
}

// withoutSources leaves out where versions are read, also of the terminals as a
// visit found them.
func (e exchange) withoutSources() {
	for i := range e.Terminals {
		e.Terminals[i].Source = nil
	}
	for _, v := range e.Visits {
		for i := range v.Terminals {
			v.Terminals[i].Terminal.Source = nil
		}
	}
}

func readPart(z *zip.Reader, name string, most int64) ([]byte, error) {
	f, err := z.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(data)) > most {
		err = fmt.Errorf("%s is larger than %d MB", name, most>>20)
	}
	return data, err
}

// takePhotos keeps the pictures as if they were new, under the names they get here.
func (r Records) takePhotos(ctx context.Context, z *zip.Reader, doc *exchange) error {
	names := photosOf(*doc)
	if len(names) > mostPhotos {
		return fmt.Errorf("%w: it has %d photos; at most %d are taken over", ErrNoExchange, len(names), mostPhotos)
	}
	here := map[string]string{}
	for _, name := range names {
		here[name] = name // where it is missing, its place stays and says so
		data, err := readPart(z, exchangePhotos+path.Base(name), mostPhoto)
		if err != nil {
			continue
		}
		kept, err := r.AddPhoto(ctx, bytes.NewReader(data))
		var wrong *checks.PhotoError
		if errors.As(err, &wrong) {
			continue
		}
		if err != nil {
			return err
		}
		here[name] = kept
	}
	rename := func(names []string) {
		for i := range names {
			names[i] = here[names[i]]
		}
	}
	for _, t := range doc.Terminals {
		rename(t.Photos)
	}
	for _, v := range doc.Visits {
		for _, i := range v.Terminals {
			rename(i.Terminal.Photos)
			for _, c := range i.Findings {
				rename(c.Photos)
			}
		}
	}
	return nil
}
