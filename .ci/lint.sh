#!/usr/bin/env bash
# make lint: what a machine can say about the code without running it.
. "$(dirname "$0")/deps.sh"

readonly GOFUMPT=mvdan.cc/gofumpt@v0.12.0
readonly GOLANGCI=github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

need_go
gofumpt=$(tool "$GOFUMPT")
golangci=$(tool "$GOLANGCI")
failed=""
# step WHAT COMMAND...: goes on after a failure, so that one run shows them all.
step() {
	say "$1"
	shift
	"$@" || failed=yes
}

unformatted() {
	local files
	files=$("$gofumpt" -l assets checks cmd ui) || return 1
	[ -z "$files" ] || { say "Not formatted with gofumpt:" "$files"; return 1; }
}

# The window needs cgo; all the rest must build for every system without it.
vet() { CGO_ENABLED=0 GOOS=$1 go vet ./checks/... ./assets/... ./cmd/counterctl/... ./cmd/engine/...; }

step "gofumpt" unformatted
for system in linux windows darwin; do step "go vet for $system" vet $system; done
step "golangci-lint" env CGO_ENABLED=0 "$golangci" run ./...
if need shellcheck; then
	step "shellcheck" shellcheck .ci/run .ci/*.sh
else
	leave_out lint "shellcheck" "it is not installed"
fi
[ -z "$failed" ] || die "make lint: not clean"
