#!/usr/bin/env bash
# make unit: what needs neither root, network nor a screen.
. "$(dirname "$0")/deps.sh"

need_go
say "Unit tests, without cgo"
CGO_ENABLED=0 tests unit -tags ci,migrated_fynedo ./...
say "" "Unit tests, with Fyne's older threading rules"
CGO_ENABLED=0 tests unit-older -tags ci ./...
say ""
# shellcheck disable=SC2086 # a list of words
if need $DEPS_RACE; then
	# Without ui: Fyne's own test driver changes themes from two goroutines.
	say "Unit tests, with the race detector"
	CGO_ENABLED=1 tests race -race -tags ci ./checks/... ./assets/... ./cmd/counterctl/... ./cmd/engine/...
else
	leave_out race "the race detector" "no C compiler"
fi
