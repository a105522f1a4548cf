#!/usr/bin/env bash
# make bench: what a round costs and how soon the verdict stands, whatever it is.
. "$(dirname "$0")/deps.sh"

is_root || die "The lab is made of network namespaces, which only root may make: sudo make bench"
need_go
# shellcheck disable=SC2086 # a list of words
need $DEPS_BENCH || exit 1
say "Measuring in a network of its own; about 6 minutes. Best on a machine that does nothing else."
mkdir -p bin
# From inside the package, so that the figures appear as they are made.
(cd cmd/counterctl && CGO_ENABLED=0 go test -tags lab,bench -run '^TestBench$' -count=1 -timeout 60m) | tee bin/bench.txt
