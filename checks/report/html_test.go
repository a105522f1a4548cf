package report_test

import (
	"errors"
	"net/netip"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
)

// hostile is what a remote host might send to be shown on the page.
const hostile = `<script>alert("x")</script><img src="http://evil.example/x">`

func outage() (checks.Plan, checks.Round, checks.Verdict) {
	at := time.Date(2026, 11, 23, 10, 2, 0, 0, time.UTC)
	round := checks.Round{Started: at, Took: 5 * time.Second, Results: []checks.Result{
		{
			Check: checks.Check{ID: "dns:203.0.113.53", Kind: checks.KindDNS}, At: at, Took: 5 * time.Second, Asked: 3,
			Finding: checks.Finding{
				Level: checks.Fail, Class: checks.Timeout, Err: hostile,
				Facts: checks.ResolverFacts{Server: netip.MustParseAddrPort("203.0.113.53:53"), Queries: []checks.Query{{Name: "api.mch.weixin.qq.com", Class: checks.Timeout}}},
			},
		},
		{
			Check: checks.Check{ID: "endpoint:wechat:api.mch.weixin.qq.com:443", Kind: checks.KindEndpoint}, At: at, Took: 5 * time.Second, Asked: 1,
			Finding: checks.Finding{
				Level: checks.Fail, Failed: checks.Connect, Class: checks.Timeout,
				Phases: checks.Phases{checks.Resolve: checks.Span(12 * time.Millisecond), checks.Connect: checks.Span(4 * time.Second)},
				Facts:  checks.EndpointFacts{Certificate: &checks.CertificateFacts{Subject: hostile}},
			},
		},
	}}
	v := checks.Verdict{
		Level: checks.Fail, Cause: checks.WANDown, Layer: checks.LayerWAN,
		Channels: []checks.ChannelState{{ID: "wechat", Level: checks.Fail}, {ID: "alipay", Level: checks.Fail}},
		Path:     []checks.Station{{ID: checks.StopComputer, Level: checks.OK}, {ID: checks.StopLine, Level: checks.Fail}},
	}
	return checks.Plan{}, round, v
}

func TestThePageSaysTheVerdictAndEveryFigure(t *testing.T) {
	for _, lang := range assets.Languages {
		w := assets.Speak(lang)
		plan, round, v := outage()
		doc, text := render(t, w, plan, round, v)
		said := report.Explain(w, v, plan.Profile)
		wants := append([]string{said.Headline, said.Effect, said.Seen, "dns:203.0.113.53", "12 ms", "4.0", "203.0.113.53:53", "queries.1.name: api.mch.weixin.qq.com", "timeout"}, said.Actions...)
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s: the page does not say %q", lang, want)
			}
		}
		for _, hole := range []string{"page.", "<no value>", "text.", "station."} {
			if strings.Contains(text, hole) {
				t.Errorf("%s: a text is missing: %q in\n%s", lang, hole, text)
			}
		}
		if got := attribute(first(doc, "html"), "lang"); got != lang {
			t.Errorf("the page's language is %q, want %q", got, lang)
		}
		if got := attribute(first(doc, "header"), "class"); got != "fail" {
			t.Errorf("the page's colour is that of %q", got)
		}
		if rows := count(doc, "tr"); rows != 1+len(round.Results) {
			t.Errorf("%d rows for %d checks", rows, len(round.Results))
		}
	}
}

func TestAPhaseThatDidNotRunShowsNoFigure(t *testing.T) {
	plan, round, v := outage()
	_, text := render(t, assets.Speak("en"), plan, round, v)
	if absent := strings.Count(text, "–"); absent != 5+3 { // DNS has no phases, the host stopped at the second
		t.Errorf("%d phases are shown as not reached, want 8", absent)
	}
}

// Nothing that a remote host said becomes part of the page, and nothing is loaded.
func TestThePageIsSelfContained(t *testing.T) {
	plan, round, v := outage()
	doc, text := render(t, assets.Speak("zh-CN"), plan, round, v)
	for _, tag := range []string{"script", "img", "link", "a", "iframe"} {
		if n := count(doc, tag); n > 0 {
			t.Errorf("the page holds %d <%s>", n, tag)
		}
	}
	if !strings.Contains(text, hostile) {
		t.Error("the raw error is not shown as it came")
	}
}

func TestAPageThatCannotBeWrittenIsAnError(t *testing.T) {
	plan, round, v := outage()
	if err := report.HTML(full{}, assets.Speak("en"), plan, round, v); !errors.Is(err, errFull) {
		t.Errorf("got %v", err)
	}
}

var errFull = errors.New("disk full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

// render gives the parsed page and its text.
func render(t *testing.T, w report.Words, plan checks.Plan, round checks.Round, v checks.Verdict) (*html.Node, string) {
	t.Helper()
	var out strings.Builder
	if err := report.HTML(&out, w, plan, round, v); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(strings.NewReader(out.String()))
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for n := range first(doc, "body").Descendants() {
		if n.Type == html.TextNode {
			text.WriteString(n.Data)
		}
	}
	return doc, text.String()
}

func first(doc *html.Node, tag string) *html.Node {
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == tag {
			return n
		}
	}
	return &html.Node{}
}

func count(doc *html.Node, tag string) (n int) {
	for d := range doc.Descendants() {
		if d.Type == html.ElementNode && d.Data == tag {
			n++
		}
	}
	return n
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
