#!/usr/bin/env bash
# make run: the verdict as soon as there is one, then the window.
. "$(dirname "$0")/deps.sh"

need_go
packages=$DEPS_BUILD
has_display || packages="$packages $DEPS_SCREEN"
# shellcheck disable=SC2086 # a list of words
need $packages || say "Going on without: there will be a verdict, but the window may not build."

say "Building counterctl, the check without a window (about a minute the first time) ..."
build counterctl "${build_ctl[@]}"

say "Checking the line. The window compiles meanwhile: 3 to 6 minutes the first time, seconds later on." ""
output=$(log window)
"${build_window[@]}" >"$output" 2>&1 &
window=$!
# shellcheck disable=SC2064 # the value of now
trap "kill $window 2>/dev/null || true; exit 130" INT TERM
bin/counterctl check || true # the exit code is the level, and no error of this script
say ""
patiently "compiling the window" $window "$output" ||
	die "The window did not build. The check works without it: bin/counterctl check"

if has_display; then
	say "Opening the window."
	exec bin/countercheck
fi
has xvfb-run || die "There is no display, and no Xvfb to stand in for one. The check works without: bin/counterctl check"
mkdir -p screenshots
say "There is no display: opening the window under Xvfb, for a picture of it."
timeout 120 xvfb-run -a -s "-screen 0 1366x768x24" bin/countercheck --screenshot screenshots/now.png
[ -s screenshots/now.png ] || die "The window made no picture."
say "This is what it shows: screenshots/now.png"
