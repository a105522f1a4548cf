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

say "==> all together, and what was skipped"
# Tells every failure once more, and every skip by its name with the reason.
"$(tool "$GOTESTSUM")" --raw-command --format none -- cat "$RESULTS"/*.json || true
cat "$RESULTS"/*.left-out 2>/dev/null | sed 's/^/left out: /' || true
say "" "$summary"
say "In all $(elapsed $((SECONDS - began)))."
[ -z "$failed" ] || die "Failed:$failed"
