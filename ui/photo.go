package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"countercheck/checks"
)

// photoStrip shows the photos of something, and adds to them and takes from them.
// They are optional everywhere.
type photoStrip struct {
	u       *UI
	key     string // whose photos they are
	list    func() []string
	put     func([]string) // replaces them
	arrange func()         // lays the page out anew
	all     *fyne.Container
	tiles   *fyne.Container
	said    *prose
	add     *fyne.Container
}

// photoBox is the size of a small picture.
var photoBox = fyne.NewSize(112, 84)

func (u *UI) newPhotoStrip(key string, list func() []string, put func([]string), arrange func()) *photoStrip {
	s := &photoStrip{u: u, key: key, list: list, put: put, arrange: arrange, tiles: container.New(&flow{gap: grid})}
	s.said = newProse("", sizeSmall, true, u.colors.mark[checks.Fail])
	s.said.Hide()
	choose := newPress(u.say("photo.choose"), plain, u.colors, s.choose)
	paste := newPress(u.say("photo.paste"), plain, u.colors, func() { s.paste(u.app.Clipboard().Content(), true) })
	s.add = newRow(grid, 2, choose, paste, newProse(u.say("photo.hint"), sizeSmall, false, u.colors.dim))
	s.all = newColumn(grid, s.tiles, s.add, s.said)
	s.fill()
	return s
}

// fill shows the photos there are.
func (s *photoStrip) fill() {
	u := s.u
	names := s.list()
	s.tiles.Objects = nil
	for _, name := range names {
		box := container.NewStack(u.photoGround())
		s.load(name, box)
		away := newPress(u.say("photo.remove"), link, u.colors, func() { s.remove(name) })
		s.tiles.Objects = append(s.tiles.Objects, newColumn(0, container.NewGridWrap(photoBox, box), away))
	}
	s.tiles.Hidden = len(names) == 0
	s.add.Hidden = len(names) >= checks.MostPhotos
	s.all.Refresh()
}

func (u *UI) photoGround() *canvas.Rectangle {
	ground := canvas.NewRectangle(u.colors.ground)
	ground.CornerRadius, ground.StrokeColor, ground.StrokeWidth = radius, u.colors.line, 1
	return ground
}

// load puts a picture in its box, or says that its file is gone.
func (s *photoStrip) load(name string, box *fyne.Container) {
	u := s.u
	u.bridge.aside(func() func() {
		ctx, cancel := context.WithTimeout(u.bridge.life, patience)
		defer cancel()
		data, err := u.deps.Records.Photo(ctx, name)
		return func() {
			if err != nil {
				box.Add(container.NewCenter(words(u.say("photo.gone"), sizeSmall, false, u.colors.dim)))
			} else {
				picture := canvas.NewImageFromResource(fyne.NewStaticResource(name, data))
				picture.FillMode = canvas.ImageFillContain
				box.Add(newInset(4, 4, picture))
			}
			box.Refresh()
		}
	})
}

func (s *photoStrip) choose() {
	s.u.pickOpen(photoFiles, func(path string, err error) {
		if err != nil {
			s.tell(photoTrouble(s.u.words, err))
			return
		}
		s.take([]string{path})
	})
}

// paste takes the files that the clipboard names. It reports whether there are
// any; asked for by a button it says where there are none.
func (s *photoStrip) paste(text string, asked bool) bool {
	paths := pathsIn(text)
	if len(paths) == 0 && asked {
		s.tell(s.u.say("photo.nothing_to_paste"))
	}
	if len(paths) > 0 {
		s.take(paths)
	}
	return len(paths) > 0
}

// take takes files over, one after the other, and says what became of them.
func (s *photoStrip) take(paths []string) {
	u := s.u
	s.tell("")
	if room := checks.MostPhotos - len(s.list()); len(paths) > room {
		paths = paths[:max(room, 0)]
		s.tell(u.words.Say("photo.most", map[string]any{"Most": checks.MostPhotos}))
	}
	for _, path := range paths {
		u.bridge.aside(func() func() {
			ctx, cancel := context.WithTimeout(u.bridge.life, patience)
			defer cancel()
			name, err := addPhotoFile(ctx, u.deps.Records, path)
			return func() { s.taken(name, err) }
		})
	}
}

// taken belongs to the record also where its page was left meanwhile.
func (s *photoStrip) taken(name string, err error) {
	now := s
	if page, ok := s.u.now.(interface{ strip(key string) *photoStrip }); ok && page.strip(s.key) != nil {
		now = page.strip(s.key)
	}
	switch {
	case err != nil:
		now.tell(photoTrouble(s.u.words, err))
	case len(s.list()) >= checks.MostPhotos:
		now.tell(s.u.words.Say("photo.most", map[string]any{"Most": checks.MostPhotos}))
	default:
		s.put(append(s.list()[:len(s.list()):len(s.list())], name))
	}
	now.fill()
	now.arrange()
}

func (s *photoStrip) remove(name string) {
	var left []string
	for _, other := range s.list() {
		if other != name {
			left = append(left, other)
		}
	}
	s.put(left)
	s.fill()
	s.arrange()
}

func (s *photoStrip) tell(text string) {
	s.said.set(text, s.u.colors.mark[checks.Fail])
	s.said.Hidden = text == ""
	s.arrange()
}
