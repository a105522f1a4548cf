package version

import (
	"context"
	"errors"
	"io"

	"golang.org/x/sys/windows/registry"
)

const (
	mostPrograms = 5000
	mostValue    = 1 << 10 // bytes of a name or version
)

// Installed lists the programs that Windows has installed, for the whole computer
// (also those of 32 bits) and for this user. A service sees what is installed for
// its own user, which is not the shop's.
func Installed(ctx context.Context) ([]Program, error) {
	var all []Program
	for _, list := range []struct {
		root       registry.Key
		name, path string
	}{
		{registry.LOCAL_MACHINE, "HKLM", `SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall`},
		{registry.LOCAL_MACHINE, "HKLM", `SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall`},
		{registry.CURRENT_USER, "HKCU", `SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall`},
	} {
		found, err := listed(ctx, list.root, list.path)
		if err != nil && !errors.Is(err, registry.ErrNotExist) {
			return nil, problem(err, list.name+`\`+list.path)
		}
		for _, p := range found {
			p.Where = list.name + `\` + list.path + `\` + p.Where
			all = append(all, p)
		}
	}
	return all, nil
}

// listed reads the programs under one key. Where each stands is its own key.
func listed(ctx context.Context, root registry.Key, path string) ([]Program, error) {
	const access = registry.READ | registry.WOW64_64KEY
	list, err := registry.OpenKey(root, path, access)
	if err != nil {
		return nil, err
	}
	defer func() { _ = list.Close() }()
	names, err := list.ReadSubKeyNames(mostPrograms)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	var all []Program
	for _, name := range names {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		key, err := registry.OpenKey(list, name, access)
		if err != nil {
			continue // removed meanwhile, or another user's
		}
		p := Program{Name: textOf(key, "DisplayName"), Version: textOf(key, "DisplayVersion"), Where: name}
		_ = key.Close()
		if p.Name != "" && p.Version != "" {
			all = append(all, p)
		}
	}
	return all, nil
}

// textOf reads a text, "" if it is none or far too long for a name.
func textOf(key registry.Key, name string) string {
	data := make([]byte, mostValue)
	n, kind, err := key.GetValue(name, data)
	if err != nil || kind != registry.SZ {
		return ""
	}
	return utf16Text(data[:min(n, len(data))])
}
