#!/usr/bin/env bash
# make package-macos: counterctl for both kinds of Mac; on a Mac also the window as
# an app bundle for that Mac. Nothing here is signed or notarised.
. "$(dirname "$0")/package.sh"

# iconset FILE: the icon in the sizes a Mac asks for.
iconset() {
	local set=$STAGES/icon.iconset size
	mkdir -p "$set"
	for size in 16 32 128 256 512; do sips -z $size $size assets/icon.png --out "$set/icon_${size}x$size.png" >/dev/null; done
	iconutil --convert icns --output "$1" "$set"
}

# bundle ARCH: the window as Countercheck.app, in an archive.
bundle() {
	local name=countercheck-$VERSION-macos-$1 app
	app=$STAGES/$name/Countercheck.app/Contents
	mkdir -p "$app/MacOS" "$app/Resources"
	compile countercheck "darwin/$1" "$app/MacOS/countercheck"
	papers countercheck "darwin/$1" "$app/MacOS/countercheck" "$app/Resources"
	iconset "$app/Resources/icon.icns"
	sed -e "s|@VERSION@|${VERSION%%+*}|" "$RECIPES/macos/Info.plist" >"$app/Info.plist"
	plutil -lint -s "$app/Info.plist"
	tarball "$STAGES" "$name" "$DIST/$name.tar.gz"
}

ready git
console darwin/amd64 tar.gz
console darwin/arm64 tar.gz
if [ "$(uname -s)" = Darwin ] && [ -z "${WITHOUT_WINDOW:-}" ]; then
	bundle "$(go env GOARCH)"
else
	say "Without the window: it needs Apple's frameworks, so make package-macos builds it on a Mac alone."
fi
listed macos darwin
