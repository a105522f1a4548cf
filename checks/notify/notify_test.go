package notify_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/notify"
)

const secret = "5ecre7-5ecre7"

// receiver answers on loopback and remembers what it was sent.
type receiver struct {
	*httptest.Server
	got    *http.Request
	body   string
	status int
	answer string
}

func newReceiver(t *testing.T) *receiver {
	t.Helper()
	r := &receiver{status: http.StatusOK}
	r.Server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, err := io.ReadAll(req.Body)
		if err != nil {
			t.Error(err)
		}
		r.got, r.body = req, string(body)
		if r.status == http.StatusFound {
			w.Header().Set("Location", r.URL+"/elsewhere")
		}
		w.WriteHeader(r.status)
		_, _ = io.WriteString(w, r.answer)
	}))
	t.Cleanup(r.Close)
	return r
}

// The bodies are those of the receivers' own documents.
func TestEachReceiverGetsItsOwnForm(t *testing.T) {
	for _, c := range []struct{ kind, path, answer, body string }{
		{checks.WeCom, "/cgi-bin/webhook/send?key=" + secret, `{"errcode":0,"errmsg":"ok"}`, `{"msgtype":"text","text":{"content":"宽带断了\n先收现金"}}`},
		{checks.DingTalk, "/robot/send?access_token=" + secret, `{"errcode":0,"errmsg":"ok"}`, `{"msgtype":"text","text":{"content":"宽带断了\n先收现金"}}`},
		{checks.Feishu, "/open-apis/bot/v2/hook/" + secret, `{"code":0,"msg":"success","data":{}}`, `{"content":{"text":"宽带断了\n先收现金"},"msg_type":"text"}`},
		{checks.Feishu, "/open-apis/bot/v2/hook/" + secret, `{"StatusCode":0,"StatusMessage":"success"}`, `{"content":{"text":"宽带断了\n先收现金"},"msg_type":"text"}`},
	} {
		r := newReceiver(t)
		r.answer = c.answer
		n := notify.New(notify.Options{Transport: r.Client().Transport, Agent: "Countercheck/1"})
		if err := n.Test(t.Context(), checks.Webhook{Kind: c.kind, URL: r.URL + c.path}, "宽带断了", "先收现金"); err != nil {
			t.Errorf("%s: %v", c.kind, err)
			continue
		}
		if diff := cmp.Diff(c.body, r.body); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.kind, diff)
		}
		if r.got.Method != http.MethodPost || r.got.RequestURI != c.path || r.got.UserAgent() != "Countercheck/1" ||
			!strings.HasPrefix(r.got.Header.Get("Content-Type"), "application/json") {
			t.Errorf("%s: asked %s %s with %v", c.kind, r.got.Method, r.got.RequestURI, r.got.Header)
		}
	}
}

func TestTheLibrarysServicesGetTheSameText(t *testing.T) {
	var got string
	r := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, req *http.Request) {
		body, _ := io.ReadAll(req.Body)
		got = string(body)
	}))
	t.Cleanup(r.Close)
	hook := checks.Webhook{Kind: checks.Shoutrrr, URL: "generic://" + strings.TrimPrefix(r.URL, "http://") + "/?disabletls=yes"}
	if err := notify.New(notify.Options{}).Test(t.Context(), hook, "宽带断了", "先收现金"); err != nil || got != "宽带断了\n先收现金" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestWhatWentWrongIsToldWithoutTheKey(t *testing.T) {
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	r := newReceiver(t)
	for _, c := range []struct {
		name   string
		hook   checks.Webhook
		status int
		answer string
		want   error
	}{
		{"a wrong key", checks.Webhook{Kind: checks.WeCom, URL: r.URL + "/?key=" + secret}, 200, `{"errcode":93000,"errmsg":"invalid webhook url ` + secret + `"}`, notify.ErrRefused},
		{"a keyword that is missing", checks.Webhook{Kind: checks.DingTalk, URL: r.URL + "/?access_token=" + secret}, 200, `{"errcode":310000,"errmsg":"keywords not in content"}`, notify.ErrRefused},
		{"a robot that is gone", checks.Webhook{Kind: checks.Feishu, URL: r.URL + "/" + secret}, 400, `{"code":19001,"msg":"param invalid"}`, notify.ErrRefused},
		{"somebody else's page", checks.Webhook{Kind: checks.Feishu, URL: r.URL + "/" + secret}, 200, "<html>" + secret, notify.ErrRefused},
		{"an answer that says nothing", checks.Webhook{Kind: checks.Feishu, URL: r.URL + "/" + secret}, 200, "{}", notify.ErrRefused},
		{"sent elsewhere", checks.Webhook{Kind: checks.WeCom, URL: r.URL + "/?key=" + secret}, 302, `{"errcode":0}`, notify.ErrRefused},
		{"a receiver in trouble", checks.Webhook{Kind: checks.WeCom, URL: r.URL + "/?key=" + secret}, 502, "", notify.ErrUnreachable},
		{"nobody there", checks.Webhook{Kind: checks.WeCom, URL: gone.URL + "/?key=" + secret}, 0, "", notify.ErrUnreachable},
		{"no URL", checks.Webhook{Kind: checks.WeCom, URL: "https://%zz" + secret}, 0, "", notify.ErrUnusable},
		{"no such kind", checks.Webhook{Kind: "pigeon", URL: r.URL + "/" + secret}, 0, "", notify.ErrUnusable},
		{"a service nobody knows", checks.Webhook{Kind: checks.Shoutrrr, URL: "pigeon://" + secret + "@loft"}, 0, "", notify.ErrUnusable},
		{"a service that is not there", checks.Webhook{Kind: checks.Shoutrrr, URL: "gotify://" + strings.TrimPrefix(gone.URL, "http://") + "/A" + secret + "?disabletls=yes"}, 0, "", nil},
	} {
		r.status, r.answer = c.status, c.answer
		err := notify.New(notify.Options{Transport: r.Client().Transport}).Test(t.Context(), c.hook, "a", "b")
		if err == nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
			continue
		}
		if strings.Contains(err.Error(), secret) || strings.Contains(err.Error(), "127.0.0.1") {
			t.Errorf("%s: the URL is told: %v", c.name, err)
		}
		for _, lang := range assets.Languages {
			if key := "message.failed." + notify.Reason(err); !assets.Speak(lang).Has(key) {
				t.Errorf("%s: no words for %s", lang, key)
			}
		}
	}
}

func TestALongTextIsCutBetweenCharacters(t *testing.T) {
	r := newReceiver(t)
	r.answer = `{"errcode":0}`
	n := notify.New(notify.Options{Transport: r.Client().Transport})
	if err := n.Test(t.Context(), checks.Webhook{Kind: checks.WeCom, URL: r.URL}, "x", strings.Repeat("断", 2000)); err != nil {
		t.Fatal(err)
	}
	if text := strings.Count(r.body, "断"); text != 682 || strings.Contains(r.body, "\ufffd") { // 2048 bytes, 3 each
		t.Errorf("%d characters arrive of what WeCom takes, or a broken one", text)
	}
}

// shop is a notifier with one receiver, whose line somebody holds in the hand.
type shop struct {
	*notify.Notifier
	log bytes.Buffer

	mu    sync.Mutex
	down  bool
	code  string // what the receiver answers
	hooks []checks.Webhook
	asked int
	got   []string
}

// RoundTrip is the line and the receiver behind it.
func (s *shop) RoundTrip(req *http.Request) (*http.Response, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked++
	body, _ := io.ReadAll(req.Body)
	if s.down {
		return nil, errors.New("no route to " + req.URL.String())
	}
	if s.code == "0" {
		s.got = append(s.got, string(body))
	}
	answer := io.NopCloser(strings.NewReader(`{"errcode":` + s.code + `}`))
	return &http.Response{StatusCode: http.StatusOK, Body: answer, Header: http.Header{}, Request: req}, nil
}

func (s *shop) set(change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
}

// inShop runs a test with a notifier that is going, by a clock of its own.
func inShop(t *testing.T, test func(t *testing.T, s *shop)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := &shop{code: "0", hooks: []checks.Webhook{{Kind: checks.WeCom, URL: "https://wecom.example/?key=" + secret}}}
		s.Notifier = notify.New(notify.Options{
			Hooks: func() []checks.Webhook {
				s.mu.Lock()
				defer s.mu.Unlock()
				return s.hooks
			},
			Transport: s,
			Late:      func(from time.Time) string { return "late " + from.UTC().Format("15:04") },
			Log:       slog.New(slog.NewTextHandler(&s.log, nil)),
		})
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- s.Run(ctx) }()
		test(t, s)
		cancel()
		if err := <-done; err != nil {
			t.Errorf("it ends with %v", err)
		}
		if strings.Contains(s.log.String(), secret) {
			t.Errorf("the key is in the log:\n%s", s.log.String())
		}
	})
}

func TestAMessageArrivesAtOnce(t *testing.T) {
	inShop(t, func(t *testing.T, s *shop) {
		s.Send("title", "body")
		synctest.Wait()
		if len(s.got) != 1 || strings.Contains(s.got[0], "late") {
			t.Errorf("got %q", s.got)
		}
	})
}

func TestWithoutAReceiverNothingWaits(t *testing.T) {
	inShop(t, func(t *testing.T, s *shop) {
		hooks := s.hooks
		s.set(func() { s.hooks = nil })
		s.Send("before it was set up", "")
		synctest.Wait()
		s.set(func() { s.hooks = hooks })
		s.Send("after", "")
		synctest.Wait()
		if len(s.got) != 1 || !strings.Contains(s.got[0], "after") {
			t.Errorf("got %q", s.got)
		}
	})
}

func TestWhileTheLineIsDownMessagesWaitAndSayWhenTheyAreFrom(t *testing.T) {
	inShop(t, func(t *testing.T, s *shop) {
		s.set(func() { s.down = true })
		began := time.Now().UTC().Format("15:04")
		s.Send("began", "")
		time.Sleep(40 * time.Minute)
		synctest.Wait()
		if s.asked < 5 || s.asked > 20 {
			t.Errorf("asked %d times in 40 minutes", s.asked)
		}
		s.set(func() { s.down = false })
		s.Send("over", "")
		synctest.Wait()
		if len(s.got) != 2 || !strings.Contains(s.got[0], "began") || !strings.Contains(s.got[0], "late "+began) ||
			!strings.Contains(s.got[1], "over") || strings.Contains(s.got[1], "late") {
			t.Errorf("got %q, want both in their order, the first with its time", s.got)
		}
	})
}

func TestWhatIsTooOldIsNotSent(t *testing.T) {
	inShop(t, func(t *testing.T, s *shop) {
		s.set(func() { s.down = true })
		s.Send("began", "")
		time.Sleep(13 * time.Hour)
		synctest.Wait()
		s.set(func() { s.down = false })
		time.Sleep(time.Hour)
		synctest.Wait()
		if len(s.got) != 0 || !strings.Contains(s.log.String(), "dropped") {
			t.Errorf("got %q, logged %q", s.got, s.log.String())
		}
	})
}

func TestAReceiverThatRefusesIsLeftAlone(t *testing.T) {
	inShop(t, func(t *testing.T, s *shop) {
		s.set(func() { s.code = "93000" })
		s.Send("began", "")
		time.Sleep(2 * time.Hour)
		synctest.Wait()
		if s.asked != 3 || !strings.Contains(s.log.String(), "93000") {
			t.Errorf("asked %d times, logged %q; want 3 times and the code", s.asked, s.log.String())
		}
	})
}

func TestOneReceiverInTroubleHoldsUpNoOther(t *testing.T) {
	inShop(t, func(t *testing.T, s *shop) {
		s.set(func() { s.hooks = append([]checks.Webhook{{Kind: "pigeon"}}, s.hooks...) })
		s.Send("one", "")
		s.Send("two", "")
		synctest.Wait()
		if len(s.got) != 2 {
			t.Errorf("got %q, want both", s.got)
		}
	})
}

func TestAReceiverThatWasRemovedGetsNothingMore(t *testing.T) {
	inShop(t, func(t *testing.T, s *shop) {
		s.set(func() { s.down = true })
		s.Send("began", "")
		synctest.Wait()
		s.set(func() { s.hooks, s.down = nil, false })
		time.Sleep(time.Hour)
		synctest.Wait()
		if len(s.got) != 0 {
			t.Errorf("got %q", s.got)
		}
	})
}

func TestSendingNeverBlocks(t *testing.T) {
	n := notify.New(notify.Options{Hooks: func() []checks.Webhook { return []checks.Webhook{{Kind: checks.WeCom}} }})
	for range 1000 { // nobody takes them: Run is not going
		n.Send("title", "body")
	}
}

func TestTheOldestGivesWayWhenTooManyWait(t *testing.T) {
	inShop(t, func(t *testing.T, s *shop) {
		s.set(func() { s.down = true })
		for i := range 70 {
			s.Send("message", strings.Repeat("i", i))
			synctest.Wait()
		}
		s.set(func() { s.down = false })
		time.Sleep(time.Hour)
		synctest.Wait()
		if len(s.got) != 64 || !strings.Contains(s.got[63], strings.Repeat("i", 69)) {
			t.Errorf("%d arrive, want the newest 64", len(s.got))
		}
	})
}
