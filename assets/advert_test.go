package assets_test

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// advertising are the address, the offers and the phrases of the text whose sound
// core the checklist carries. A company's name alone is none: it may be the shop's
// own acquirer.
var advertising = []string{
	"mifupos", "个人pos机", "个人 pos", "正规个人", "代理平台", "办理官网", "免费领取", "免费办理", "点击网址", "申请页面", "邮寄pos", "邮寄 pos",
	"低费率", "费率低", "秒到账", "personal pos",
}

// lists are the files that name what must not be there.
var lists = []string{"assets/advert_test.go", "assets/words_test.go"}

// reads are the files that people get to see, or that are built into what they get.
var reads = []string{".go", ".toml", ".md", ".html", ".svg", ".txt", ".json", ".yml", ".css"}

func TestNoAdvertisingIsShipped(t *testing.T) {
	root, read := os.DirFS(".."), 0
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (name == "bin" || name == "dist" || name == "screenshots" || name == ".git" || path.Base(name) == "testdata"):
			return fs.SkipDir
		case entry.IsDir() || !slices.Contains(reads, path.Ext(name)) || slices.Contains(lists, name):
			return nil
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		read++
		for _, phrase := range advertising {
			if strings.Contains(strings.ToLower(string(text)), phrase) {
				t.Errorf("%s says %q", name, phrase)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if read < 300 {
		t.Errorf("only %d files were read", read)
	}
}
