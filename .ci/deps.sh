# shellcheck shell=bash disable=SC2034
# Sourced by the scripts beside it: what a target needs, whether it is there, and
# how it gets there. Asks before it changes anything, unless it is root.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
PATH="$PATH:/usr/local/go/bin:/usr/sbin:/sbin"

# What each target needs, by Debian's package names.
readonly DEPS_BUILD="gcc libc6-dev pkg-config libgl1-mesa-dev xorg-dev libxkbcommon-dev"
readonly DEPS_SCREEN="xvfb xauth libgl1-mesa-dri"
readonly DEPS_RACE="gcc libc6-dev"
readonly DEPS_LAB="iproute2 nftables procps iputils-ping curl ca-certificates"
readonly DEPS_BENCH="$DEPS_LAB time"
readonly DEPS_PEERS="prometheus-blackbox-exporter fping tcpdump"
readonly DEPS_WINDOW="$DEPS_BUILD $DEPS_SCREEN $DEPS_LAB xdotool imagemagick dbus"
readonly DEPS_WINDOWS="gcc-mingw-w64-x86-64 nsis zip"

say() { printf '%s\n' "$@"; }
die() { printf '%s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }
is_root() { [ "$(id -u)" = 0 ]; }
in_ci() { [ "${CI:-}" = true ]; }
has_display() { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; }

# present PACKAGE: asks for what the package is needed for, so that the same
# thing from another source counts too.
present() {
	case $1 in
	gcc | pkg-config | xauth | xdotool | curl) has "$1" ;;
	libc6-dev) [ -e /usr/include/stdio.h ] ;;
	libgl1-mesa-dev) has pkg-config && pkg-config --exists gl ;;
	xorg-dev) has pkg-config && pkg-config --exists x11 xcursor xi xinerama xrandr xxf86vm ;;
	libxkbcommon-dev) has pkg-config && pkg-config --exists xkbcommon ;;
	xvfb) has Xvfb && has xvfb-run ;;
	imagemagick) has import ;;
	iproute2) has ip ;;
	nftables) has nft ;;
	procps) has sysctl ;;
	time) [ -n "$(type -P time)" ] ;;
	iputils-ping) has ping ;;
	ca-certificates) has update-ca-certificates ;;
	dbus) has dbus-run-session ;;
	nsis) has makensis ;;
	xz-utils) has xz ;;
	dpkg-dev) has dpkg-shlibdeps ;;
	gcc-mingw-w64-x86-64) has x86_64-w64-mingw32-gcc ;;
	*) has "$1" || dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q '^install ok installed' ;;
	esac
}

# missing PACKAGE...: prints those that are not there.
missing() {
	local package absent=()
	for package in "$@"; do present "$package" || absent+=("$package"); done
	printf '%s' "${absent[*]-}" # a Mac's old bash knows no empty list
}

# need PACKAGE...: says what is missing and installs it. False if it is missing
# still: the person said no, or it could not be had.
need() {
	local absent command answer
	absent=$(missing "$@")
	[ -n "$absent" ] || return 0
	say "Missing: $absent"
	has apt-get || { say "This is no Debian or Ubuntu: please install what these packages stand for."; return 1; }
	command="apt-get update && apt-get install -y --no-install-recommends $absent"
	if is_root; then
		say "Installing it now (a minute or two) ..."
	else
		command="sudo sh -c '$command'"
		say "This installs it:" "" "  $command"
		if ! [ -t 0 ] || ! has sudo; then
			say "Please run that, then this again."
			return 1
		fi
		read -r -p "Run it now? [y/N] " answer
		case $answer in y | Y | yes) ;; *) return 1 ;; esac
	fi
	DEBIAN_FRONTEND=noninteractive bash -c "$command" </dev/null >"$(log install)" 2>&1 ||
		{ tail -n 15 "$(log install)"; say "Installing failed; all of it is in $(log install)."; return 1; }
	absent=$(missing "$@")
	[ -z "$absent" ] || { say "Still missing after installing: $absent"; return 1; }
}

# log NAME: the file that long output goes to.
log() { mkdir -p bin/log && printf 'bin/log/%s.txt' "$1"; }

# need_go: a Go that can build this module. Go 1.21 or later fetches the version
# that go.mod asks for by itself, unless it was told not to.
need_go() {
	has go || die "Go is missing: install version 1.21 or later, from the package golang-go or from https://go.dev/dl/."
	# Without public roots Go can fetch nothing.
	need ca-certificates || say "Going on without; fetching modules may fail."
	if ! go env GOVERSION >/dev/null 2>&1; then
		say "This Go is older than go.mod asks for; letting it fetch the right one."
		export GOTOOLCHAIN=auto
		go env GOVERSION >/dev/null || die "Go could not fetch the version that go.mod asks for."
	fi
	# A checkout that belongs to somebody else has no revision to stamp.
	if has git && ! git rev-parse HEAD >/dev/null 2>&1; then
		export GOFLAGS="${GOFLAGS:-} -buildvcs=false"
	fi
}

# tool PACKAGE@VERSION: builds a development tool into bin/tools, once, and
# prints its path. The project's own Go builds it: golangci-lint refuses to look
# at code that is newer than the Go it was built with.
tool() {
	local go name=${1%@*} dir
	go=$(go env GOVERSION)
	dir=$PWD/bin/tools/$go/${1##*@}
	name=${name##*/}
	if [ ! -x "$dir/$name" ]; then
		say "Building $name ${1##*@} ..." >&2
		GOTOOLCHAIN=$go CGO_ENABLED=0 GOBIN=$dir go install "$1" 2>"$(log "$name")" ||
			{ tail -n 15 "$(log "$name")" >&2; return 1; }
	fi
	printf '%s' "$dir/$name"
}

# How the two programs are built. The window at the lowest priority, so that a
# check which runs meanwhile measures the line and not the compiler.
build_ctl=(env CGO_ENABLED=0 go build -o bin/counterctl ./cmd/counterctl)
build_window=(env CGO_ENABLED=1 nice -n 19 go build -tags migrated_fynedo -o bin/countercheck ./cmd/countercheck)

# elapsed SECONDS: as people say it.
elapsed() {
	if [ "$1" -lt 60 ]; then printf '%d s' "$1"; else printf '%d min %02d s' $(($1 / 60)) $(($1 % 60)); fi
}

# patiently WHAT PID LOG: waits for a command in the background, with a line of
# progress every 20 seconds, and shows the end of its log if it failed.
patiently() {
	local began=$SECONDS next=20
	# shellcheck disable=SC2064 # this process, not a later one
	trap "kill $2 2>/dev/null || true; exit 130" INT TERM
	while kill -0 "$2" 2>/dev/null; do
		sleep 0.2
		if [ $((SECONDS - began)) -ge $next ]; then
			say "  ... $1, $(elapsed $((SECONDS - began)))"
			next=$((next + 20))
		fi
	done
	trap - INT TERM
	wait "$2" || { tail -n 30 "$3"; return 1; }
}

# build WHAT COMMAND...: runs a build patiently.
build() {
	local what=$1 output
	output=$(log build)
	shift
	"$@" >"$output" 2>&1 &
	patiently "building $what" $! "$output" || die "Building $what failed."
}

readonly GOTESTSUM=gotest.tools/gotestsum@v1.13.0
# Where a run's results are kept until its end; make test makes one of its own.
RESULTS=${RESULTS:-bin/test}

# tests NAME ARGUMENT...: go test with these arguments, a line a package, and
# every result kept under the name.
tests() {
	local name=$1 gotestsum
	shift
	mkdir -p "$RESULTS"
	rm -f "$RESULTS/$name.left-out"
	gotestsum=$(tool "$GOTESTSUM")
	# Skips are told at the end of everything, not in the middle.
	"$gotestsum" --format pkgname --format-hide-empty-pkg --hide-summary skipped --jsonfile "$RESULTS/$name.json" -- "$@"
}

# leave_out NAME WHAT WHY: notes down that something could not be tested at all.
leave_out() {
	mkdir -p "$RESULTS"
	printf '%s: %s\n' "$2" "$3" >>"$RESULTS/$1.left-out"
	say "Left out: $2, $3."
}

# count NAME ACTION: how many tests of that name ended that way.
count() { grep -s "\"Action\":\"$2\"" "$RESULTS/$1.json" | grep -c '"Test":' || true; }

# none_left_out NAME: in continuous integration a skip of these tests is a
# failure, since nobody would see it; so is a run without any test.
none_left_out() {
	in_ci || return 0
	[ "$(count "$1" pass)" != 0 ] || die "Not one of the $1 tests ran, which counts as a failure here (CI=true)."
	if [ "$(count "$1" skip)" != 0 ] || [ -e "$RESULTS/$1.left-out" ]; then
		die "Some $1 tests were skipped, which counts as a failure here (CI=true)."
	fi
}
