package checks

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// RunOptions say how a round is carried out.
type RunOptions struct {
	// ConfirmWithin: a failure is asked again, at most three times, while another
	// try of the same length still fits within this time from the round's start.
	// 0 asks once; the monitor confirms by whole rounds instead.
	ConfirmWithin time.Duration
	// Enough, if set, says that a result tells all there is to tell. What has no answer
	// by then is given up, and unknown.
	Enough func(Result) bool
	// Done, if set, is told each result as it comes, from any goroutine.
	Done func(Result)
	// Now is the clock; nil is time.Now.
	Now func() time.Time
}

// confirmPause lies between a failure and the question being put again, so that
// a blip of a few packets has passed (10 packets of 20 ms).
const confirmPause = 200 * time.Millisecond

// maxExtraAsks bounds what a failing host is asked more often ("three extra ones
// at most to confirm a failure", causes.md).
const maxExtraAsks = 3

// Run puts all questions at one instant, each bounded by its own deadline, and
// waits for all of them. Starting together halves the CPU cost of a round.
//
// A cancelled round is no round: ok is false if ctx ended before all had
// answered, and the findings are then not to be judged.
func Run(ctx context.Context, all []Check, opt RunOptions) (round Round, ok bool) {
	now := opt.Now
	if now == nil {
		now = time.Now
	}
	round.Started = now()
	round.Results = make([]Result, len(all))
	asking, enough := context.WithCancel(ctx)
	defer enough()
	var wait sync.WaitGroup
	for i, check := range all {
		wait.Go(func() {
			res := runOne(asking, check, now, opt.ConfirmWithin)
			if asking.Err() != nil {
				res.Finding = Finding{Cause: None, Err: "not waited for: what was known by then tells it all"}
			} else if opt.Enough != nil && opt.Enough(res) {
				enough()
			}
			round.Results[i] = res
			if opt.Done != nil && ctx.Err() == nil {
				opt.Done(res)
			}
		})
	}
	wait.Wait()
	round.Took = now().Sub(round.Started)
	return round, ctx.Err() == nil
}

// runOne asks until the answer is good, the tries are used up or the time is.
func runOne(ctx context.Context, check Check, now func() time.Time, within time.Duration) Result {
	start := now()
	res := Result{Check: check, At: start}
	for {
		asked := now()
		res.Finding = ask(ctx, check)
		res.Asked++
		res.Took = now().Sub(asked)
		if res.Finding.Level != Fail || res.Asked > maxExtraAsks {
			return res
		}
		if now().Sub(start)+confirmPause+res.Took > within {
			return res
		}
		select {
		case <-ctx.Done():
			return res
		case <-time.After(confirmPause):
		}
	}
}

// ask puts the question once. A check that breaks is a finding of its own kind,
// unknown and never the network's fault.
func ask(ctx context.Context, check Check) (finding Finding) {
	ctx, cancel := context.WithTimeout(ctx, check.Timeout)
	defer cancel()
	defer func() {
		if broken := recover(); broken != nil {
			finding = Finding{Class: Internal, Err: fmt.Sprintf("%s: internal error: %v", check.ID, broken)}
		}
	}()
	return check.Ask(ctx)
}
