#!/usr/bin/env bash
# make wine-check: the program as it is packed for Windows, under wine, on the counter PC
# of the lab's shop. Not part of make test: wine is large, and shows much of Windows but not all.
. "$(dirname "$0")/deps.sh"

is_root || die "The lab is made of network namespaces, which only root may make: sudo make wine-check"
need_go
# shellcheck disable=SC2086 # lists of words
need $DEPS_WINDOW $DEPS_WINDOWS wine || exit 1

# Wine has no 32 bits here, so the installer is made as a 64-bit program from the same recipe.
WINE_SETUP=$PWD/bin/wine/setup.exe
mkdir -p bin/wine
DIST=bin/wine TWIN=$WINE_SETUP bash .ci/package-windows.sh

WINEPREFIX=$(mktemp -d)
# No window of wine's own asks to install anything.
export WINE_SETUP WINEPREFIX WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" LC_ALL=C.UTF-8
trap 'wineserver -k 2>/dev/null || true; rm -rf "$WINEPREFIX"' EXIT
say "Making a Windows ..."
# Outside the shop, and ended: what is inside is to be the shop's alone.
env -u DISPLAY wineboot -i >"$(log wine)" 2>&1
wineserver -w
x86_64-w64-mingw32-gcc -Wall -Wextra -Os -shared .ci/package/windows/bcryptprimitives.c -ladvapi32 \
	-o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll"
# A Windows in China has a font for the system's own boxes, a wine has none.
cp assets/fonts/NotoSansSC-Bold.ttf "$WINEPREFIX/drive_c/windows/Fonts/"
env -u DISPLAY wine reg add 'HKLM\Software\Microsoft\Windows NT\CurrentVersion\FontLink\SystemLink' \
	/v Tahoma /t REG_MULTI_SZ /d 'NotoSansSC-Bold.ttf,Noto Sans SC' /f >>"$(log wine)" 2>&1
wineserver -w

say "The Windows program under $(wine --version 2>/dev/null)"
tests_in_window() {
	xvfb-run -a -s "-screen 0 1366x768x24" bash -c '. .ci/deps.sh && tests "$@"' tests "$@"
}
CGO_ENABLED=1 tests_in_window wine -tags window,wine,migrated_fynedo -run '^TestTheWindowsProgram$' -count=1 -timeout 20m ./cmd/countercheck
say "What it looked like: screenshots/wine-*.png"
