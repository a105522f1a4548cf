package version

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"countercheck/checks"
)

const (
	mostAnswer     = 64 << 10
	answerPatience = 5 * time.Second
)

// nearby is a device or program on the local network that answers with JSON.
type nearby struct {
	resolver *net.Resolver // nil: the system's
}

func (n nearby) read(ctx context.Context, s checks.VersionSource) (said, where string, err error) {
	at, err := url.Parse(s.URL)
	if err != nil || at.Host == "" || at.User != nil || at.Scheme != "http" && at.Scheme != "https" || len(s.Field) > mostField {
		return "", "", &Problem{Why: Unusable, What: s.URL}
	}
	text, err := get(ctx, localClient(n.resolver, answerPatience), at, mostAnswer)
	if err != nil {
		return "", "", err
	}
	where = bare(at)
	if text, err = decode(text); err != nil {
		return "", where, &Problem{Why: Broken, What: where, Err: err}
	}
	said, err = fromJSON(text, s.Field)
	var p *Problem
	if errors.As(err, &p) {
		p.What = where
	}
	return said, where, err
}

// bare is an address without what may be a secret in it.
func bare(at *url.URL) string {
	return (&url.URL{Scheme: at.Scheme, Host: at.Host, Path: at.Path}).String()
}

// get fetches an address, up to a size. Errors name the bare address, and never
// repeat the whole.
func get(ctx context.Context, client *http.Client, at *url.URL, most int64) ([]byte, error) {
	where := bare(at)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, &Problem{Why: Unusable, What: where}
	}
	req.Header.Set("Accept", "application/json")
	resp, err := client.Do(req)
	if err != nil {
		return nil, unanswered(err, where)
	}
	defer func() { _ = resp.Body.Close() }()
	switch {
	case resp.StatusCode >= 300 && resp.StatusCode < 400:
		return nil, &Problem{Why: Redirected, What: where, Err: fmt.Errorf("HTTP %d", resp.StatusCode)}
	case resp.StatusCode != http.StatusOK:
		return nil, &Problem{Why: Refused, What: where, Err: fmt.Errorf("HTTP %d", resp.StatusCode)}
	}
	text, err := io.ReadAll(io.LimitReader(resp.Body, most+1))
	switch {
	case err != nil:
		return nil, unanswered(err, where)
	case int64(len(text)) > most:
		return nil, &Problem{Why: TooLarge, What: where}
	}
	return text, nil
}

// unanswered says why a request came to nothing.
func unanswered(err error, where string) error {
	var whole *url.Error
	if errors.As(err, &whole) {
		err = whole.Err
	}
	var p *Problem
	if err = problem(err, where); errors.As(err, &p) && p.Why == Broken {
		p.Why = Unreachable
	}
	return err
}
