package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"unicode/utf8"

	"github.com/nicholas-fedor/shoutrrr/pkg/router"
	"github.com/nicholas-fedor/shoutrrr/pkg/types"

	"countercheck/checks"
)

// What can go wrong with a receiver; compare with errors.Is. Reason names each for
// the words.
var (
	ErrUnreachable = errors.New("it cannot be reached")
	ErrRefused     = errors.New("it does not take the message")
	ErrUnusable    = errors.New("its URL cannot be used")
	ErrUndelivered = errors.New("the message was not delivered") // why is not known
)

var errFull = errors.New("too many wait")

// Reason is the key of an error's words, under message.failed.
func Reason(err error) string {
	switch {
	case errors.Is(err, ErrUnusable):
		return "unusable"
	case errors.Is(err, ErrRefused):
		return "refused"
	case errors.Is(err, ErrUndelivered):
		return "undelivered"
	default:
		return "unreachable"
	}
}

// most is how many bytes of text every receiver takes; WeCom's is the least.
const most = 2048

// post sends a text to one receiver. The library has no DingTalk, and what it has
// of the other two can neither be cancelled nor sent to a company's own server, and
// tells the key in its errors; all three want little more than an envelope.
func (n *Notifier) post(ctx context.Context, hook checks.Webhook, text string) error {
	for len(text) > most {
		_, size := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-size]
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var err error
	switch hook.Kind {
	case checks.WeCom, checks.DingTalk:
		err = n.envelope(ctx, hook.URL, map[string]any{"msgtype": "text", "text": map[string]string{"content": text}})
	case checks.Feishu:
		err = n.envelope(ctx, hook.URL, map[string]any{"msg_type": "text", "content": map[string]string{"text": text}})
	case checks.Shoutrrr:
		err = other(ctx, hook.URL, text)
	default:
		err = ErrUnusable
	}
	if err != nil {
		return fmt.Errorf("webhook %s: %w", hook.Kind, err)
	}
	return nil
}

// envelope posts JSON. Errors of net/http hold the URL and are not passed on.
func (n *Notifier) envelope(ctx context.Context, url string, content any) error {
	body, err := json.Marshal(content)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrRefused, err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return ErrUnusable
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	req.Header.Set("User-Agent", n.opt.Agent)
	resp, err := n.client.Do(req)
	if err != nil {
		return ErrUnreachable
	}
	defer func() { _ = resp.Body.Close() }()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, 4<<10))
	if err != nil || resp.StatusCode >= http.StatusInternalServerError {
		return ErrUnreachable
	}
	return accepted(resp.StatusCode, answer)
}

// accepted reads an answer: receivers say no with HTTP 200 and a code in the body,
// errcode at WeCom and DingTalk, code or StatusCode at Feishu.
func accepted(status int, body []byte) error {
	var answer struct {
		ErrCode    *int `json:"errcode"`
		Code       *int `json:"code"`
		StatusCode *int `json:"StatusCode"`
	}
	bad := json.Unmarshal(body, &answer)
	for _, code := range []*int{answer.ErrCode, answer.Code, answer.StatusCode} {
		if bad == nil && code != nil && *code != 0 {
			return fmt.Errorf("%w: code %d", ErrRefused, *code)
		}
	}
	said := answer.ErrCode != nil || answer.Code != nil || answer.StatusCode != nil
	if status != http.StatusOK || bad != nil || !said {
		return fmt.Errorf("%w: HTTP %d", ErrRefused, status)
	}
	return nil
}

// other sends over a service of the library. Its errors repeat the URL, so that
// only their kind is passed on. It takes no context: what hangs in it is left
// behind when ctx ends, and what panics in it is caught.
func other(ctx context.Context, url, text string) error {
	service, err := (&router.ServiceRouter{}).Locate(url)
	if err != nil {
		return ErrUnusable
	}
	done := make(chan error, 1)
	go func() {
		defer func() {
			if recover() != nil {
				done <- ErrUndelivered
			}
		}()
		done <- service.Send(text, &types.Params{})
	}()
	select {
	case err = <-done:
	case <-ctx.Done():
		return ErrUnreachable
	}
	var network net.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &network):
		return ErrUnreachable
	default:
		return ErrUndelivered
	}
}
