#!/usr/bin/env bash
# make bench: what a round costs and how soon the verdict stands, whatever it is.
. "$(dirname "$0")/deps.sh"

is_root || die "The lab is made of network namespaces, which only root may make: sudo make bench"
need_go
# shellcheck disable=SC2086 # a list of words
need $DEPS_BENCH || exit 1
say "Measuring in a network of its own; about 50 minutes. Best on a machine that does nothing else."
mkdir -p bin
# From inside the package, so that the figures appear as they are made.
(cd cmd/counterctl && CGO_ENABLED=0 go test -tags lab,bench -run '^TestBench$' -count=1 -timeout 60m) | tee bin/bench.txt
# shellcheck disable=SC2086 # a list of words
if need $DEPS_PEERS; then
	say "" "Beside others, in the same network" | tee -a bin/bench.txt
	(cd cmd/counterctl && CGO_ENABLED=0 go test -tags lab,bench -run '^TestBenchSide$' -count=1 -timeout 30m) | tee -a bin/bench.txt
	(cd checks/probe && CGO_ENABLED=0 go test -tags lab,bench -run '^TestBenchAccuracy$' -count=1 -timeout 30m) | tee -a bin/bench.txt
else
	say "What it costs beside others, and how true its times are, was left out: they are not installed."
fi
say "" "Drawing one chart of a year, beside one drawn with a general painter" | tee -a bin/bench.txt
CGO_ENABLED=0 go test -run '^$' -bench DrawYear -benchtime 2s ./ui/chart | grep -E '^Benchmark' | tee -a bin/bench.txt
say "" "A bill of a million rows, beside the standard library's reader of CSV" | tee -a bin/bench.txt
(cd checks/bill && CGO_ENABLED=0 go test -tags bench -run '^TestBenchBill$' -count=1 -timeout 30m) | tee -a bin/bench.txt
say "" "The database; about 8 minutes, in which a year of 20 hosts is written"
(cd checks/store && CGO_ENABLED=0 go test -tags bench -run '^TestBenchStore$' -count=1 -timeout 30m) | tee -a bin/bench.txt
# shellcheck disable=SC2086 # a list of words
if need $DEPS_WINDOW $DEPS_PEERS; then
	build "the window" "${build_window[@]}"
	(cd cmd/countercheck && CGO_ENABLED=1 xvfb-run -a -s "-screen 0 1366x768x24" \
		go test -tags window,bench,migrated_fynedo -run '^TestBench(Start|Idle)$' -count=1 -timeout 30m) | tee -a bin/bench.txt
else
	say "The window's start and idle cost were left out: what it needs is not installed."
fi
