#!/usr/bin/env bash
# make package-windows: a .zip to use without installing, and an installer for one
# person, cross-built for Windows 10 and later with 64 bits. Nothing is signed.
. "$(dirname "$0")/package.sh"

readonly GO_WINRES=github.com/tc-hib/go-winres@v0.3.3
# Windows wants four numbers, and no words.
numbers() { printf '%s.0' "${VERSION%%+*}"; }

# resources PROGRAM: its icon, version and manifest, where the Go linker finds them.
resources() {
	local winres kind='.'
	winres=$(tool "$GO_WINRES")
	[ "$1" = countercheck ] || kind='.RT_VERSION["#1"]["0000"].info[].FileDescription += " (console)"'
	cp assets/icon.png "$STAGES/icon.png"
	jq "$kind | .RT_VERSION[\"#1\"][\"0000\"].info[].OriginalFilename = \"$1.exe\"" "$RECIPES/windows/resources.json" >"$STAGES/$1.json"
	"$winres" make --in "$STAGES/$1.json" --arch amd64 --out "cmd/$1/package" --product-version "$(numbers)" --file-version "$(numbers)"
}

# no_strangers EXE: it needs nothing that Windows does not have.
no_strangers() {
	local library
	for library in $(x86_64-w64-mingw32-objdump -p "$1" | sed -n 's/.*DLL Name: //p'); do
		case ${library,,} in
		lib*) die "$1 needs $library, which no Windows has." ;;
		esac
	done
}

# installer FILE [TARGET]: made with NSIS from the files of the .zip.
installer() {
	local stage=$STAGES/installer file folder
	rm -rf "$stage"
	mkdir -p "$stage"
	cp -R "$STAGES/$name" "$stage/files"
	"$(tool "$GO_WINRES")" extract --dir "$stage/icon" "$stage/files/countercheck.exe" >/dev/null
	cp "$(find "$stage/icon" -name '*.ico' | sort | head -n 1)" "$stage/icon.ico"
	# One by one: NSIS by itself takes them in the order in which the disk has them.
	(cd "$stage/files" && find . -type f | sort) | while read -r file; do
		folder=$(dirname "/${file#./}")
		printf 'SetOutPath "%sINSTDIR%s"\nFile "%s"\n' "\$" "${folder//\//\\}" "$stage/files/$file"
	done | sed 's|\\"$|"|' >"$stage/files.nsh"
	settle "$stage"
	makensis -V2 -INPUTCHARSET UTF8 -NOCD -DVERSION="$VERSION" -DNUMBERS="$(numbers)" -DSTAGE="$stage" -DOUT="$1" \
		-DKILOBYTES="$(kilobytes "$stage/files")" ${2:+-DTARGET=$2} "$RECIPES/windows/installer.nsi"
	seal "$1"
}

# shellcheck disable=SC2086 # a list of words
if [ -n "${WITHOUT_WINDOW:-}" ]; then ready zip; else ready $DEPS_WINDOWS; fi
trap 'rm -rf "$STAGES" cmd/*/package_windows_amd64.syso' EXIT
resources counterctl
console windows/amd64 zip
if [ -z "${WITHOUT_WINDOW:-}" ]; then
	name=countercheck-$VERSION-windows-amd64
	mkdir -p "$STAGES/$name"
	mv "$STAGES/counterctl-$VERSION-windows-amd64"/*.exe "$STAGES/counterctl-$VERSION-windows-amd64"/*.json "$STAGES/$name/"
	say "The window takes 5 to 8 minutes the first time."
	resources countercheck
	compile countercheck windows/amd64 "$STAGES/$name/countercheck.exe" -H=windowsgui "-extldflags=-Wl,--no-insert-timestamp"
	no_strangers "$STAGES/$name/countercheck.exe"
	licences counterctl windows/amd64 "$STAGES/$name/licences"
	papers countercheck windows/amd64 "$STAGES/$name/countercheck.exe" "$STAGES/$name"
	documents "$STAGES/$name"
	zipped "$STAGES" "$name" "$DIST/$name.zip"
	installer "$DIST/$name-setup.exe"
	# The same recipe as a 64-bit program, for a wine that runs no others.
	[ -z "${TWIN:-}" ] || installer "$TWIN" amd64-unicode
fi
listed windows
