package report_test

import (
	"bytes"
	"encoding/json"
	"net/netip"
	"testing"
	"time"

	"countercheck/assets"
	"countercheck/checks"
	"countercheck/checks/report"
)

// What others read: names, levels, units, and that what did not happen is absent.
func TestJSONIsTheContract(t *testing.T) {
	started := time.Date(2026, 11, 23, 10, 0, 0, 123e6, time.FixedZone("CST", 8*3600))
	days := 120
	plan := checks.Plan{}
	round := checks.Round{Started: started, Took: 5180 * time.Millisecond, Results: []checks.Result{
		{
			Check: checks.Check{ID: "endpoint:wechat:api.mch.weixin.qq.com:443", Kind: checks.KindEndpoint}, At: started, Took: 5000600 * time.Microsecond, Asked: 1,
			Finding: checks.Finding{
				Level: checks.Fail, Cause: checks.DNSNoAnswer, Failed: checks.Resolve, Class: checks.Timeout,
				Phases: checks.Phases{checks.Resolve: checks.Span(5000400 * time.Microsecond)},
			},
		},
		{
			Check: checks.Check{ID: "endpoint:alipay:openapi.alipay.com:443", Kind: checks.KindEndpoint}, At: started, Asked: 1,
			Finding: checks.Finding{Level: checks.OK, Facts: checks.EndpointFacts{Address: netip.MustParseAddr("198.51.100.10"), Status: 401, DaysLeft: &days}},
		},
	}}
	v := checks.Verdict{
		Level: checks.Fail, Cause: checks.DNSNoAnswer, Layer: checks.LayerDNS, Evidence: []string{"dns:203.0.113.53"},
		Also: []checks.Also{{Cause: checks.PCDiskFull}}, Channels: []checks.ChannelState{{ID: "wechat", Level: checks.Fail}},
	}
	var out bytes.Buffer
	if err := report.JSON(&out, assets.Speak("zh-CN"), plan, round, v); err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatalf("no JSON: %v\n%s", err, out.String())
	}
	for path, want := range map[string]any{
		"schema": "countercheck/report/v1", "scope": "this_pc", "started_at": "2026-11-23T10:00:00.123+08:00", "duration_ms": 5180.0,
		"verdict.level": "fail", "verdict.cause": "dns.no_answer", "verdict.layer": "dns", "verdict.evidence.0": "dns:203.0.113.53",
		"verdict.also.0.cause": "pc.disk_full", "channels.0.id": "wechat", "channels.0.level": "fail",
		"checks.0.kind": "endpoint", "checks.0.level": "fail", "checks.0.cause": "dns.no_answer", "checks.0.failed_phase": "resolve",
		"checks.0.error_class": "timeout", "checks.0.phases_ms.resolve": 5000.4, "checks.0.took_ms": 5000.6,
		"checks.1.level": "ok", "checks.1.cause": "none", "checks.1.facts.address": "198.51.100.10",
		"checks.1.facts.status": 401.0, "checks.1.facts.certificate_days_left": 120.0,
	} {
		if value := at(got, path); value != want {
			t.Errorf("%s = %v, want %v", path, value, want)
		}
	}
	for _, path := range []string{"checks.0.phases_ms.connect", "checks.1.failed_phase", "checks.1.phases_ms"} {
		if value := at(got, path); value != nil {
			t.Errorf("%s = %v, though it did not happen", path, value)
		}
	}
}

// at follows a dotted path through decoded JSON; nil where there is nothing.
func at(tree any, path string) any {
	key, rest, more := bytes.Cut([]byte(path), []byte("."))
	var next any
	switch node := tree.(type) {
	case map[string]any:
		next = node[string(key)]
	case []any:
		if i := int(key[0] - '0'); i < len(node) {
			next = node[i]
		}
	}
	if !more || next == nil {
		return next
	}
	return at(next, string(rest))
}
