package assets

import _ "embed"

// FontRegular and FontBold are Noto Sans SC (SIL Open Font License, fonts/OFL.txt)
// with the characters of the 通用规范汉字表; fonts/subset.sh makes them. The window
// and the PDFs use the same files, so that nothing depends on a PC's own fonts.
var (
	//go:embed fonts/NotoSansSC-Regular.ttf
	FontRegular []byte
	//go:embed fonts/NotoSansSC-Bold.ttf
	FontBold []byte
	// Icon is the program's icon, our own drawing.
	//go:embed icon.png
	Icon []byte
)
