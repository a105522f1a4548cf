package locale

import "testing"

func TestALanguageIsGivenOnlyWhereFyneWouldComplain(t *testing.T) {
	for _, c := range []struct {
		env  map[string]string
		want string
	}{
		{map[string]string{"LANG": "C.UTF-8"}, usual},
		{map[string]string{"LC_ALL": "C.utf8", "LANG": "de_DE.UTF-8"}, usual},
		{map[string]string{"LC_MESSAGES": "POSIX.UTF-8"}, usual},
		{map[string]string{"LANG": "C.UTF-8", "LANGUAGE": "de"}, ""},
		{map[string]string{"LANG": "zh_CN.UTF-8"}, ""},
		{map[string]string{"LANG": "C"}, ""}, // Fyne takes it for none by itself
		{nil, ""},
	} {
		set := ""
		got := name(func(key string) string { return c.env[key] }, func(key, value string) error { set = key + "=" + value; return nil })
		if got != c.want || (c.want != "") != (set == "LANGUAGE="+usual) {
			t.Errorf("%v: %q, %q", c.env, got, set)
		}
	}
}
