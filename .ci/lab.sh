#!/usr/bin/env bash
# make lab: every fault staged for real in network namespaces, and the built
# counterctl asked what it thinks of it. Nothing leaves this machine.
. "$(dirname "$0")/deps.sh"

need_go
# shellcheck disable=SC2086 # a list of words
need $DEPS_LAB || say "Going on without: the tests say what they leave out."
build counterctl "${build_ctl[@]}"
say "Lab tests"
tests lab -tags lab -count=1 -timeout 45m ./checks/lab/... ./checks/probe/... ./cmd/counterctl/...
none_left_out lab
