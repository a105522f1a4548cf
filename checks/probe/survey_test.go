package probe

import (
	"context"
	"errors"
	"io"
	"net"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"countercheck/checks"
)

// surveyed are the targets of a survey: one endpoint after the other.
func surveyed(p *prober, endpoints ...checks.Endpoint) []surveyTarget {
	var chosen []checks.Chosen
	for _, e := range endpoints {
		chosen = append(chosen, checks.Chosen{InUse: true, Provider: checks.Provider{
			ID: "wechat", Owner: "tencent", Name: checks.Localized{ZH: "微信支付", EN: "WeChat Pay"}, Endpoints: []checks.Endpoint{e},
		}})
	}
	return p.surveyTargets(chosen, "zh-CN")
}

func TestASurveyAsksEachHostInTheUsualPhases(t *testing.T) {
	ca := newAuthority(t, "Shop Root")
	cert := ca.issue(t, payHost, time.Time{}, time.Time{})
	var asked atomic.Int32
	fine := serve(t, &cert, func(conn net.Conn) {
		asked.Add(1)
		answer(dated("404 Not Found", time.Now(), "hello"))(conn)
	})
	p := newTestProber(ca.pool())
	var told []int
	survey, err := p.survey(t.Context(), surveyed(p, endpoint(checks.HTTPS, fine), endpoint(checks.HTTPS, closedPort(t))), 12, time.Millisecond,
		func(done, of int) {
			if of != 24 {
				t.Errorf("of %d", of)
			}
			told = append(told, done)
		})
	if err != nil || survey.Stopped || survey.Planned != 12 || len(survey.Hosts) != 2 {
		t.Fatalf("%v: %+v", err, survey)
	}
	good, bad := survey.Hosts[0], survey.Hosts[1]
	if asked.Load() != 12 || len(good.Probes) != 12 || len(bad.Probes) != 12 {
		t.Errorf("asked %d times, %d and %d probes", asked.Load(), len(good.Probes), len(bad.Probes))
	}
	for i, probe := range good.Probes {
		if !probe.OK() || phaseNames(probe.Phases) != "resolve connect tls processing transfer" {
			t.Errorf("probe %d: %s %s after %q", i, probe.Failed, probe.Class, phaseNames(probe.Phases))
		}
		if probe.At.Before(survey.Started) || (i > 0 && probe.At.Before(good.Probes[i-1].At)) {
			t.Errorf("probe %d at %v", i, probe.At)
		}
	}
	for i, probe := range bad.Probes {
		if probe.OK() || probe.Failed != checks.Connect || probe.Class != checks.Refused {
			t.Errorf("probe %d of a closed port: %s %s", i, probe.Failed, probe.Class)
		}
	}
	if good.Name != "微信支付" || good.Host != payHost || good.Port != fine || !good.InUse || good.Owner != "tencent" || good.Role != checks.Primary {
		t.Errorf("host %+v", good)
	}
	if !slices.IsSorted(told) || len(told) != 24 || told[23] != 24 {
		t.Errorf("told %v", told)
	}
	if survey.Ended.Before(survey.Started) {
		t.Errorf("from %v to %v", survey.Started, survey.Ended)
	}
}

// TestASlowHostIsAskedAtTheSamePace: one that takes a second for each answer would
// otherwise be asked least while it is slowest, and take for ever.
func TestASlowHostIsAskedAtTheSamePace(t *testing.T) {
	const n = 8
	var together atomic.Int32
	all := make(chan struct{})
	port := serve(t, nil, func(conn net.Conn) {
		if together.Add(1) == n {
			close(all)
		}
		<-all // nobody is answered before all have asked
		answer(dated("200 OK", time.Now(), ""))(conn)
	})
	p := newTestProber(nil)
	p.thresholds.GiveUp = checks.Limits{Resolve: 60 * second, Connect: 60 * second, TLS: 60 * second, Answer: 60 * second, Request: 60 * second}
	survey, err := p.survey(t.Context(), surveyed(p, endpoint(checks.HTTP, port)), n, time.Millisecond, nil)
	if err != nil || survey.Hosts[0].Figures().Failed > 0 || survey.Hosts[0].Figures().Count != n {
		t.Errorf("%v: %+v", err, survey)
	}
}

func TestAStoppedSurveySaysSoAndKeepsWhatItHas(t *testing.T) {
	var asked atomic.Int32
	stop := make(chan struct{})
	port := serve(t, nil, func(conn net.Conn) {
		switch n := asked.Add(1); {
		case n <= 3:
			answer(dated("200 OK", time.Now(), ""))(conn)
		case n == 4:
			close(stop)
			fallthrough
		default:
			_, _ = io.Copy(io.Discard, conn)
		}
	})
	p := newTestProber(nil)
	p.thresholds.GiveUp = checks.Limits{Resolve: 60 * second, Connect: 60 * second, TLS: 60 * second, Answer: 60 * second, Request: 60 * second}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	type outcome struct {
		survey checks.Survey
		err    error
	}
	done := make(chan outcome, 1)
	go func() {
		s, err := p.survey(ctx, surveyed(p, endpoint(checks.HTTP, port)), 100, 20*time.Millisecond, nil)
		done <- outcome{s, err}
	}()
	<-stop
	cancel()
	select {
	case got := <-done:
		var stopped *checks.StoppedSurvey
		if !errors.As(got.err, &stopped) || !errors.Is(got.err, context.Canceled) || stopped.Done != 3 || stopped.Of != 100 {
			t.Errorf("says %v", got.err)
		}
		if !strings.Contains(got.err.Error(), "3 of 100") {
			t.Errorf("says %v", got.err)
		}
		if probes := got.survey.Hosts[0].Probes; !got.survey.Stopped || len(probes) != 3 || !probes[2].OK() {
			t.Errorf("kept %+v", got.survey)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("still asking long after it was stopped")
	}
}

func TestASurveyAsksNoHostMoreThanAHundredTimes(t *testing.T) {
	var asked atomic.Int32
	port := serve(t, nil, func(conn net.Conn) {
		asked.Add(1)
		answer(dated("200 OK", time.Now(), ""))(conn)
	})
	p := newTestProber(nil)
	for _, c := range []struct{ n, want int }{{1000, 100}, {0, 0}, {-1, 0}} {
		asked.Store(0)
		survey, err := p.survey(t.Context(), surveyed(p, endpoint(checks.HTTP, port)), c.n, time.Millisecond, nil)
		if err != nil || survey.Planned != c.want || len(survey.Hosts[0].Probes) != c.want || int(asked.Load()) != c.want {
			t.Errorf("%d wanted: %v, %d planned, asked %d times", c.n, err, survey.Planned, asked.Load())
		}
	}
}

// TestWhomASurveyAsks: the hosts money travels by, those watched for comparison and
// the shop's own; no other site, no public name server, no router.
func TestWhomASurveyAsks(t *testing.T) {
	settings := checks.Settings{
		Thresholds: testThresholds, Language: "en",
		Shop:   checks.ShopSettings{Acquirer: "lakala"},
		Custom: []checks.CustomEndpoint{{Name: "MIS", Host: "10.0.0.8", Port: 9000, Scheme: checks.TCPOnly, Channels: []string{"card"}}},
	}
	catalogue := planCatalogue
	catalogue.Providers = slices.Clone(catalogue.Providers)
	catalogue.Providers[1].Name = checks.Localized{ZH: "拉卡拉", EN: "Lakala"}
	ctx, cancel := context.WithCancel(t.Context())
	cancel() // nobody is asked in the real world
	survey, err := Survey(ctx, settings, catalogue, nil, 100, nil)
	if !errors.Is(err, context.Canceled) || !survey.Stopped || survey.Level != checks.Unknown {
		t.Errorf("%v: %s", err, survey.Level)
	}
	var got []string
	for _, h := range survey.Hosts {
		use := "compared"
		if h.InUse {
			use = "in use"
		}
		got = append(got, h.Name+" "+h.Host+" "+use)
	}
	want := []string{" api.mch.weixin.qq.com compared", " api2.wechatpay.cn compared", "Lakala s2.lakala.com in use", "MIS 10.0.0.8 in use"}
	if !slices.Equal(got, want) {
		t.Errorf("asks %q, want %q", got, want)
	}
}

// TestASurveyKeepsToOneProbeASecond, whatever a test does with the pace.
func TestASurveyKeepsToOneProbeASecond(t *testing.T) {
	port := serve(t, nil, func(net.Conn) {})
	settings := checks.Settings{
		Thresholds: testThresholds,
		Custom:     []checks.CustomEndpoint{{Name: "MIS", Host: "127.0.0.1", Port: port, Scheme: checks.TCPOnly}},
	}
	survey, err := Survey(t.Context(), settings, checks.Catalogue{}, nil, 2, nil)
	if err != nil || len(survey.Hosts) != 1 || len(survey.Hosts[0].Probes) != 2 {
		t.Fatalf("%v: %+v", err, survey)
	}
	probes := survey.Hosts[0].Probes
	if apart := probes[1].At.Sub(probes[0].At); apart < 900*time.Millisecond {
		t.Errorf("asked again after %v", apart)
	}
	if !probes[0].OK() || !probes[1].OK() {
		t.Errorf("probes %+v", probes)
	}
}
