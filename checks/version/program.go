package version

import (
	"context"
	"debug/pe"
	"encoding/binary"
	"errors"
	"io"

	"countercheck/checks"
)

// A program's headers are a few hundred bytes, its version resource some two
// thousand. Whatever a file claims, no more than this is read of it.
const (
	mostSections  = 96 // what Windows loads
	mostResources = 4096
	mostResource  = 64 << 10
	resourceTable = 2  // its place in the header's list of tables
	versionInfo   = 16 // the type of a version resource
	subfolder     = 1 << 31
)

// program is a program or library for Windows, of 32 or 64 bits. It is read as
// data, so that it matters neither where this runs nor what the file was built for.
type program struct{}

func (program) read(_ context.Context, s checks.VersionSource) (said, where string, err error) {
	f, _, err := open(s.Path)
	if err != nil {
		return "", s.Path, err
	}
	defer func() { _ = f.Close() }()
	said, err = programVersion(f)
	var p *Problem
	if errors.As(err, &p) {
		p.What = s.Path
	}
	return said, s.Path, err
}

// programVersion reads the version of a program for Windows.
//
// The headers are walked here and not by debug/pe, which says of itself that it is
// not made for hostile files: it reads the tables of symbols and relocations too,
// of any size. Its types spell the headers. A resource lies three folders deep
// (type, name, language), which is as far as this looks, whatever the tables say.
func programVersion(r io.ReaderAt) (string, error) {
	image, err := readImage(r)
	if err != nil {
		return "", &Problem{Why: NotProgram, Err: err}
	}
	if image.resources.VirtualAddress == 0 {
		return "", &Problem{Why: NoVersion, Err: errors.New("the program has no resources")}
	}
	block, err := image.versionResource(r)
	if err != nil {
		return "", &Problem{Why: Broken, Err: err}
	}
	if block == nil {
		return "", &Problem{Why: NoVersion, Err: errors.New("the program has no version resource")}
	}
	info, err := parseVersionInfo(block)
	if err != nil {
		return "", &Problem{Why: Broken, Err: err}
	}
	return info.version(), nil
}

// image is what is needed of a program's headers.
type image struct {
	resources pe.DataDirectory
	sections  []pe.SectionHeader32
}

var errCut = errors.New("the file ends too early")

// at reads a fixed structure at an offset.
func at(r io.ReaderAt, offset int64, into any) error {
	err := binary.Read(io.NewSectionReader(r, offset, int64(binary.Size(into))), binary.LittleEndian, into)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errCut
	}
	return err
}

// readImage reads the headers.
func readImage(r io.ReaderAt) (image, error) {
	var dos struct {
		Magic [2]byte
		_     [58]byte
		New   uint32 // where the newer header stands
	}
	var header struct {
		Magic [4]byte
		pe.FileHeader
		Optional uint16
	}
	if err := at(r, 0, &dos); err != nil {
		return image{}, err
	}
	if string(dos.Magic[:]) != "MZ" {
		return image{}, errors.New("it does not begin like a program")
	}
	start := int64(dos.New)
	if err := at(r, start, &header); err != nil {
		return image{}, err
	}
	if string(header.Magic[:]) != "PE\x00\x00" {
		return image{}, errors.New("it is a program for DOS or for an old Windows")
	}
	start += 4 + int64(binary.Size(header.FileHeader))
	var tables [16]pe.DataDirectory
	var count uint32
	switch header.Optional {
	case 0x10b:
		var o pe.OptionalHeader32
		if err := at(r, start, &o); err != nil {
			return image{}, err
		}
		tables, count = o.DataDirectory, o.NumberOfRvaAndSizes
	case 0x20b:
		var o pe.OptionalHeader64
		if err := at(r, start, &o); err != nil {
			return image{}, err
		}
		tables, count = o.DataDirectory, o.NumberOfRvaAndSizes
	default:
		return image{}, errors.New("its header is of no known kind")
	}
	if header.NumberOfSections > mostSections {
		return image{}, errors.New("it has more sections than Windows loads")
	}
	m := image{sections: make([]pe.SectionHeader32, header.NumberOfSections)}
	if count > resourceTable {
		m.resources = tables[resourceTable]
	}
	return m, at(r, start+int64(header.SizeOfOptionalHeader), &m.sections)
}

// offset is where in the file something stands that has its address in memory.
func (m image) offset(address uint32) (int64, bool) {
	for _, s := range m.sections {
		if address >= s.VirtualAddress && address-s.VirtualAddress < s.SizeOfRawData {
			return int64(s.PointerToRawData) + int64(address-s.VirtualAddress), true
		}
	}
	return 0, false
}

// versionResource is the first version resource, nil if there is none.
func (m image) versionResource(r io.ReaderAt) ([]byte, error) {
	root, ok := m.offset(m.resources.VirtualAddress)
	if !ok {
		return nil, errors.New("its resources lie outside of the file")
	}
	kind, found, err := entry(r, root, func(id uint32) bool { return id == versionInfo })
	for range 2 { // name, language: the first of each
		if err != nil || !found || kind&subfolder == 0 {
			return nil, err
		}
		kind, found, err = entry(r, root+int64(kind&^subfolder), func(uint32) bool { return true })
	}
	if err != nil || !found || kind&subfolder != 0 {
		return nil, err
	}
	var data struct{ Address, Size, CodePage, Reserved uint32 }
	if err := at(r, root+int64(kind), &data); err != nil {
		return nil, err
	}
	offset, ok := m.offset(data.Address)
	if !ok {
		return nil, errors.New("its version resource lies outside of the file")
	}
	if data.Size > mostResource {
		return nil, errors.New("its version resource is too large")
	}
	block := make([]byte, data.Size)
	return block, at(r, offset, &block)
}

// entry finds an entry of a resource folder and returns where it leads.
func entry(r io.ReaderAt, folder int64, wanted func(id uint32) bool) (leads uint32, found bool, err error) {
	var head struct {
		Flags, Time  uint32
		Major, Minor uint16
		Named, IDs   uint16
	}
	if err := at(r, folder, &head); err != nil {
		return 0, false, err
	}
	entries := make([]struct{ ID, Leads uint32 }, min(int(head.Named)+int(head.IDs), mostResources))
	if err := at(r, folder+int64(binary.Size(head)), &entries); err != nil {
		return 0, false, err
	}
	for _, e := range entries {
		if wanted(e.ID) {
			return e.Leads, true, nil
		}
	}
	return 0, false, nil
}
