#!/usr/bin/env bash
# make test: all of them, the quick ones first. Ends with what was left out.
. "$(dirname "$0")/deps.sh"

say "All tests take about 15 minutes on two cores, the first time about 25 (the window compiles)." ""
need_go
export RESULTS=bin/test
rm -rf "$RESULTS" && mkdir -p "$RESULTS"

began=$SECONDS
summary=""
failed=""
for part in unit lint lab window; do
	say "==> $part"
	from=$SECONDS
	if bash ".ci/$part.sh"; then verdict=passed; else verdict=FAILED failed="$failed $part"; fi
	summary="$summary$(printf '  %-8s %-8s %s' $part $verdict "$(elapsed $((SECONDS - from)))")"$'\n'
	say ""
done

# retell HIDDEN: tells all results once more, without these parts of them.
retell() { "$(tool "$GOTESTSUM")" --raw-command --format none --hide-summary "$1" -- cat "$RESULTS"/*.json || true; }

say "==> all together"
retell skipped,errors,output
say "" "$summary" "In all $(elapsed $((SECONDS - began)))." ""
say "==> skipped, and why"
retell failed,errors
cat "$RESULTS"/*.left-out 2>/dev/null | sed 's/^/Left out: /' || true
[ -z "$failed" ] || die "Failed:$failed"
