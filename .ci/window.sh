#!/usr/bin/env bash
# make window: the real window on a screen that nobody sees, inside the lab.
. "$(dirname "$0")/deps.sh"

need_go
# shellcheck disable=SC2086 # a list of words
if ! need $DEPS_WINDOW; then
	leave_out window "the window tests" "what they need is not installed"
	none_left_out window
	exit 0
fi
build counterctl "${build_ctl[@]}"
say "Compiling the window: 3 to 6 minutes the first time."
build "the window" "${build_window[@]}"
say "Window tests"
# A screen of their own: no window pops up before the person who runs them.
tests_in_window() {
	xvfb-run -a -s "-screen 0 1366x768x24" bash -c '. .ci/deps.sh && tests "$@"' tests "$@"
}
CGO_ENABLED=1 tests_in_window window -tags window,migrated_fynedo -count=1 -timeout 20m ./cmd/countercheck/... ./ui/desk/...
none_left_out window
