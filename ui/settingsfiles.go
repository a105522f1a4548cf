package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"github.com/adrg/xdg"
)

// filePicker asks a person for a file. Nothing is called where none was chosen.
type filePicker interface {
	pickSave(name string, then func(path string, err error))
	pickOpen(endings []string, then func(path string, err error))
}

var dialogSize = fyne.NewSize(760, 520)

// pickSave asks where to write a file.
func (u *UI) pickSave(name string, then func(path string, err error)) {
	d := dialog.NewFileSave(func(out fyne.URIWriteCloser, err error) {
		if err == nil && out != nil {
			err = out.Close() // whoever writes it opens it anew, whole or not at all
		}
		if err != nil || out != nil {
			then(pathOf(out), err)
		}
	}, u.win)
	d.SetFileName(name)
	if folder, err := storage.ListerForURI(storage.NewFileURI(xdg.UserDirs.Documents)); err == nil {
		d.SetLocation(folder)
	}
	d.Resize(dialogSize)
	d.Show()
}

// pickOpen asks for a file that is there.
func (u *UI) pickOpen(endings []string, then func(path string, err error)) {
	d := dialog.NewFileOpen(func(in fyne.URIReadCloser, err error) {
		if err == nil && in != nil {
			err = in.Close()
		}
		if err != nil || in != nil {
			then(pathOf(in), err)
		}
	}, u.win)
	d.SetFilter(storage.NewExtensionFileFilter(endings))
	if folder, err := storage.ListerForURI(storage.NewFileURI(xdg.UserDirs.Documents)); err == nil {
		d.SetLocation(folder)
	}
	d.Resize(dialogSize)
	d.Show()
}

func pathOf(file interface{ URI() fyne.URI }) string {
	if file == nil {
		return ""
	}
	return file.URI().Path()
}
