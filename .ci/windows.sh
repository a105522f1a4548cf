#!/usr/bin/env bash
# make windows: the window for Windows, and counterctl for every system.
. "$(dirname "$0")/deps.sh"

need_go
mkdir -p dist
for system in linux/amd64 linux/arm64 windows/amd64 darwin/amd64 darwin/arm64; do
	name=dist/counterctl-${system/\//-}
	[ "${system%/*}" = windows ] && name=$name.exe
	build "$name" env CGO_ENABLED=0 GOOS="${system%/*}" GOARCH="${system#*/}" \
		go build -trimpath -ldflags "-s -w" -o "$name" ./cmd/counterctl
done
# shellcheck disable=SC2086 # a list of words
need $DEPS_WINDOWS || die "counterctl is in dist/; the window needs mingw-w64."
say "Cross-compiling the window: 5 to 8 minutes the first time."
build dist/countercheck.exe env CGO_ENABLED=1 CC=x86_64-w64-mingw32-gcc GOOS=windows GOARCH=amd64 \
	nice -n 19 go build -trimpath -tags migrated_fynedo -ldflags "-s -w -H=windowsgui" -o dist/countercheck.exe ./cmd/countercheck
ls -l dist
