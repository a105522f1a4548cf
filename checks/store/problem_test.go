package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/store"
)

func TestEveryProblemIsALineInPlainWords(t *testing.T) {
	wrong := &store.SettingsError{File: "shop.toml", Problems: []store.Problem{
		{Line: 4, Key: "shop.aquirer", Reason: checks.UnknownKey, Nearest: "acquirer"},
		{Line: 9, Key: "watch.every", Reason: checks.TooShort, Nearest: "30s"},
	}}
	want := []string{"第 4 行 shop.aquirer:没有这个设置,是不是 acquirer。", "第 9 行 watch.every:间隔太短,最短 30s。"}
	if diff := cmp.Diff(want, wrong.Lines(assets.Speak("zh-CN").Say)); diff != "" {
		t.Errorf("-want +said:\n%s", diff)
	}
}
