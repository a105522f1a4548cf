package assets

import (
	_ "embed"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// The fonts are Noto Sans SC (SIL Open Font License, fonts/OFL.txt) with the
// characters of the 通用规范汉字表; fonts/subset.sh makes them. The window and the
// PDFs use the same files, so that nothing depends on a PC's own fonts.
var (
	// FontRegular is packed: every program carries it, counterctl for PDFs alone. It
	// is unpacked at its first use, and is not to be changed.
	FontRegular = sync.OnceValue(func() []byte { return unpacked(fontRegular) })
	// FontBold is the window's alone.
	//go:embed fonts/NotoSansSC-Bold.ttf
	FontBold []byte
	// Icon is the program's icon, our own drawing.
	//go:embed icon.png
	Icon []byte
	//go:embed fonts/NotoSansSC-Regular.ttf.zst
	fontRegular []byte
)

// unpacked is nil for what cannot be unpacked; the tests unpack all there is, so that
// none is shipped broken.
func unpacked(packed []byte) []byte {
	reader, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil
	}
	defer reader.Close()
	data, err := reader.DecodeAll(packed, nil)
	if err != nil {
		return nil
	}
	return data
}
