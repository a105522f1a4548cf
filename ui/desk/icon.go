package desk

import (
	"bytes"
	"image"
	_ "image/png" // the program's icon

	"golang.org/x/image/draw"
)

// iconSide is the icon's size beside a notification: systems show it at 32 to 64,
// and a large one would make every notification weigh a megabyte.
const iconSide = 64

// iconOf is the program's icon in that size, nil if it is no picture.
func iconOf(png []byte) *image.NRGBA {
	from, _, err := image.Decode(bytes.NewReader(png))
	if err != nil {
		return nil
	}
	to := image.NewNRGBA(image.Rect(0, 0, iconSide, iconSide))
	draw.CatmullRom.Scale(to, to.Bounds(), from, from.Bounds(), draw.Src, nil)
	return to
}
