package notify

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"countercheck/checks"
)

// Options are what varies; the zero value sends nothing.
type Options struct {
	// Hooks are the receivers as the settings are now; it is called for every
	// message. nil: none.
	Hooks func() []checks.Webhook
	// Transport carries requests; nil: a new one, with the proxy that the
	// environment names. Services of the library shoutrrr bring their own.
	Transport http.RoundTripper
	Agent     string // the User-Agent, which names the product
	// Late says that a message is from another time; it is added to one that could
	// not be sent at once. nil: nothing is added.
	Late func(from time.Time) string
	Log  *slog.Logger // nil: nothing is logged
}

const (
	queued   = 64               // messages that wait for the goroutine, and for one receiver
	patience = 10 * time.Second // for one attempt
	late     = 2 * time.Minute  // after this a message says when it is from
	tooOld   = 12 * time.Hour   // after this it is of no use to anybody
	refusals = 3                // of one message; a receiver that cannot be reached is asked for longer
)

// Notifier sends messages. Make it with New, set it going with Run.
type Notifier struct {
	opt    Options
	client *http.Client
	in     chan letter
	boxes  []*box // only Run's goroutine touches them
}

// letter is a message on its way.
type letter struct {
	title, body string
	at          time.Time
	refused     int // how often
}

// box is what one receiver has not got yet, in order.
type box struct {
	hook    checks.Webhook
	letters []letter
	failed  int       // attempts in a row
	next    time.Time // of them
}

// New makes a notifier; nothing is sent before Run.
func New(opt Options) *Notifier {
	if opt.Hooks == nil {
		opt.Hooks = func() []checks.Webhook { return nil }
	}
	if opt.Transport == nil {
		opt.Transport = &http.Transport{Proxy: http.ProxyFromEnvironment, TLSHandshakeTimeout: patience, IdleConnTimeout: time.Minute}
	}
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Notifier{opt: opt, client: &http.Client{Transport: opt.Transport, CheckRedirect: stay}, in: make(chan letter, queued)}
}

// Send has a message sent to every receiver. It never blocks: what finds no room
// is dropped, and the log says so.
func (n *Notifier) Send(title, body string) {
	if len(n.opt.Hooks()) == 0 {
		return
	}
	select {
	case n.in <- letter{title: title, body: body, at: time.Now()}:
	default:
		n.opt.Log.Warn("a message for the webhooks was dropped: too many wait")
	}
}

// Test sends a message to one receiver now, and once.
func (n *Notifier) Test(ctx context.Context, hook checks.Webhook, title, body string) error {
	return n.post(ctx, hook, title+"\n"+body)
}

// Run sends until ctx ends; what waits then is lost.
func (n *Notifier) Run(ctx context.Context) error {
	wake := time.NewTimer(0)
	defer wake.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case l := <-n.in:
			n.sort(l)
		case <-wake.C:
		}
		n.deliver(ctx)
		wake.Stop()
		if next, any := n.next(); any {
			wake.Reset(time.Until(next))
		}
	}
}

// sort puts a message into every receiver's box. Each is tried at once: often a
// message says that the line is back.
func (n *Notifier) sort(l letter) {
	for _, hook := range n.opt.Hooks() {
		at := slices.IndexFunc(n.boxes, func(b *box) bool { return b.hook == hook })
		if at < 0 {
			at = len(n.boxes)
			n.boxes = append(n.boxes, &box{hook: hook})
		}
		b := n.boxes[at]
		if len(b.letters) == queued {
			n.drop(b, errFull)
		}
		b.letters, b.next = append(b.letters, l), time.Now()
	}
}

// deliver empties the boxes as far as they can be emptied now. Receivers that the
// settings have no more get nothing more.
func (n *Notifier) deliver(ctx context.Context) {
	hooks := n.opt.Hooks()
	n.boxes = slices.DeleteFunc(n.boxes, func(b *box) bool { return len(b.letters) == 0 || !slices.Contains(hooks, b.hook) })
	for _, b := range n.boxes {
		for len(b.letters) > 0 && !time.Now().Before(b.next) && ctx.Err() == nil {
			n.try(ctx, b)
		}
	}
}

// try sends a box's first message.
func (n *Notifier) try(ctx context.Context, b *box) {
	l := &b.letters[0]
	text := l.title + "\n" + l.body
	if n.opt.Late != nil && time.Since(l.at) > late {
		text += "\n" + n.opt.Late(l.at)
	}
	err := n.post(ctx, b.hook, text)
	if err == nil {
		b.letters, b.failed = b.letters[1:], 0
		return
	}
	if errors.Is(err, ErrRefused) || errors.Is(err, ErrUnusable) {
		l.refused++
	}
	b.next = time.Now().Add(pause(b.failed))
	b.failed++
	if l.refused >= refusals || time.Since(l.at) > tooOld {
		n.drop(b, err)
		b.failed = 0
	}
}

func (n *Notifier) drop(b *box, why error) {
	n.opt.Log.Warn("a message for a webhook was dropped", "kind", b.hook.Kind, "from", b.letters[0].at, "error", why)
	b.letters = b.letters[1:]
}

// pause is how long to wait after so many attempts that failed before.
func pause(failed int) time.Duration {
	steps := []time.Duration{5 * time.Second, 15 * time.Second, time.Minute, 2 * time.Minute, 5 * time.Minute}
	return steps[min(failed, len(steps)-1)]
}

// next is when something is to be tried again.
func (n *Notifier) next() (at time.Time, any bool) {
	for _, b := range n.boxes {
		if len(b.letters) > 0 && (!any || b.next.Before(at)) {
			at, any = b.next, true
		}
	}
	return at, any
}
