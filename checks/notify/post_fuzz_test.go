package notify

import (
	"errors"
	"testing"
)

// Whatever a receiver answers, a message counts as delivered only where it says so.
func FuzzReceiverAnswer(f *testing.F) {
	for _, seed := range []string{
		`{"errcode":0,"errmsg":"ok"}`, `{"code":0}`, `{"StatusCode":0}`, `{"errcode":93000}`, `{"errcode":0,"code":1}`, `{"errcode":"0"}`, `{"errcode":null}`,
		`{}`, `[]`, `null`, "", "<html>", `{"errcode":0}{"errcode":1}`, `{"errcode":1e400}`,
	} {
		f.Add(200, []byte(seed))
		f.Add(500, []byte(seed))
	}
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		err := accepted(status, body)
		if err != nil && !errors.Is(err, ErrRefused) {
			t.Errorf("no sentence for %v", err)
		}
		if err == nil && (status != 200 || len(body) < len(`{"code":0}`)) {
			t.Errorf("HTTP %d and %q are called delivered", status, body)
		}
	})
}
