#!/usr/bin/env bash
# make lab-run: the window inside the lab's shop, faults at the press of a key.
. "$(dirname "$0")/deps.sh"

is_root || die "The lab is made of network namespaces, which only root may make: sudo -E make lab-run"
need_go
packages="$DEPS_BUILD $DEPS_LAB"
has_display || packages="$packages $DEPS_SCREEN"
# shellcheck disable=SC2086 # a list of words
need $packages || exit 1
say "Compiling the window: 3 to 6 minutes the first time."
build "the window" "${build_window[@]}"
build "the lab" go build -o bin/labrun ./checks/lab/labrun
if has_display; then exec bin/labrun -window bin/countercheck; fi
say "There is no display: the window opens under Xvfb, where only a screenshot can see it."
exec xvfb-run -a -s "-screen 0 1366x768x24" bin/labrun -window bin/countercheck
