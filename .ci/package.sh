# shellcheck shell=bash
# Sourced by the scripts that make packages: what all of them share. The same
# commit, built with the same Go and the same C compiler, gives the same bytes:
# no path, no clock, no name and no order of this machine gets in.
. "$(dirname "${BASH_SOURCE[0]}")/deps.sh"

readonly CYCLONEDX=github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0
readonly GO_LICENSES=github.com/google/go-licenses@v1.6.0
readonly RECIPES=.ci/package
readonly DIST=${DIST:-dist}

# ready PACKAGE...: what is needed is there, and the outside is shut out.
ready() {
	local debian
	debian="jq $*"
	need_go
	# shellcheck disable=SC2086 # a list of words
	need $debian || die "Without these there is no package."
	git rev-parse HEAD >/dev/null 2>&1 || die "A package is made from a commit, and this folder has none (or belongs to somebody else)."
	umask 022
	SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
	export SOURCE_DATE_EPOCH LC_ALL=C TZ=UTC GOAMD64=v1 GOARM64=v8.0
	unset CGO_CFLAGS CGO_LDFLAGS
	# The commit is stamped, or there is no package.
	export GOFLAGS=-buildvcs=true
	VERSION=$(sed -n 's/^Version = "\(.*\)"$/\1/p' FyneApp.toml)
	if [ -n "$(git status --porcelain)" ]; then
		VERSION=$VERSION+modified
		say "Some files here are not as committed: the packages say so in their version, and nobody can make them again."
	fi
	STAGES=$(mktemp -d)
	trap 'rm -rf "$STAGES"' EXIT
	mkdir -p "$DIST"
	say "Packages of $VERSION from commit $(git rev-parse --short HEAD), into $DIST/"
}

# compile PROGRAM SYSTEM/ARCH FILE [LDFLAG...]: one of the two programs. counterctl is
# kept small: without the standard library's HTTP/2, which it does not need (hosts are
# asked by HTTP/1.1, and whoever takes webhooks or gives lists speaks that too), and
# with its functions packed closer.
compile() {
	local program=$1 system=${2%/*} arch=${2#*/} file=$3 cgo=0 cc="" tags=migrated_fynedo closer=""
	shift 3
	if [ "$program" = countercheck ]; then
		cgo=1
		[ "$system" != windows ] || cc=x86_64-w64-mingw32-gcc
	else
		tags+=,nethttpomithttp2
		closer=-funcalign=16
	fi
	build "$program for $system/$arch" env CGO_ENABLED=$cgo ${cc:+CC=$cc} GOOS="$system" GOARCH="$arch" \
		nice -n 19 go build -trimpath -tags "$tags" -o "$file" \
		-ldflags "-s -w $closer -buildid= -X main.version=$VERSION $*" "./cmd/$program"
}

# documents DIR: what there is to read, with its pictures.
documents() {
	cp -R LICENSE NOTICE README.md README.zh-CN.md CHANGELOG.md CONTRIBUTING.md SECURITY.md docs "$1/"
	mkdir -p "$1/assets"
	cp -R assets/pictures "$1/assets/"
}

# licences PROGRAM SYSTEM/ARCH DIR: adds to DIR the text of every licence of what
# the program contains on that system, and to DIR/licences.csv which one it is.
# What carries none that is known stops the package.
licences() {
	local program=$1 system=${2%/*} arch=${2#*/} dir=$3 cgo=0 tool found module folder file
	[ "$program" = counterctl ] || cgo=1
	mkdir -p "$dir"
	tool=$(tool "$GO_LICENSES")
	found=$(CGO_ENABLED=$cgo GOOS=$system GOARCH=$arch GOFLAGS=-tags=migrated_fynedo \
		"$tool" report --ignore countercheck "./cmd/$program" 2>"$(log licences)") || { tail "$(log licences)"; die "The licences could not be listed."; }
	# By hand first: what the tool cannot tell.
	{ grep -v '^#' "$RECIPES/licences.csv"; printf '%s\n' "$found" | grep -v ',Unknown$' | cut -d, -f1,3; cat "$dir/licences.csv" 2>/dev/null || true; } |
		sort -u >"$dir/licences.new"
	mv "$dir/licences.new" "$dir/licences.csv"
	while read -r module folder; do
		(cd "$folder" && find . -type f -not -path '*/testdata/*' -not -name '*.go' \
			\( -iname 'licen[cs]e*' -o -iname 'copying*' -o -iname 'notice*' -o -iname 'patents' \)) |
			while read -r file; do put "$folder/$file" "$dir/$module/$file"; done
		[ -d "$dir/$module" ] || die "$module carries no licence: find out under which one it may be given away."
	done < <(CGO_ENABLED=$cgo GOOS=$system GOARCH=$arch go list -deps -tags migrated_fynedo \
		-f '{{with .Module}}{{if not .Main}}{{with .Replace}}{{.Path}} {{.Dir}}{{else}}{{.Path}} {{.Dir}}{{end}}{{end}}{{end}}' "./cmd/$program" | sort -u)
	put "$(go env GOROOT)/LICENSE" "$dir/go/LICENSE"
	put assets/fonts/OFL.txt "$dir/fonts/OFL.txt"
	cp LICENSE NOTICE "$dir/"
}

# put FILE AS: a copy, in whatever folder.
put() { mkdir -p "$(dirname "$2")" && cp "$1" "$2"; }

# sbom SYSTEM/ARCH BINARY LICENCES FILE: what is in the binary, as read from the binary
# itself, each part with its licence; and what is not Go in it.
sbom() {
	local tool
	tool=$(tool "$CYCLONEDX")
	GOOS=${1%/*} GOARCH=${1#*/} "$tool" bin -json -std -noserial -notimestamp -version "$VERSION" -output "$STAGES/sbom.json" "$2" 2>"$(log sbom)" ||
		{ tail "$(log sbom)"; die "The list of parts could not be made."; }
	jq --rawfile known "$3/licences.csv" --arg made "$(moment +%FT%TZ)" \
		--arg name "$(basename "$2")" --slurpfile others "$RECIPES/others.json" -f "$RECIPES/sbom.jq" "$STAGES/sbom.json" >"$4" ||
		die "A part of $2 has no licence in $3/licences.csv: add it to $RECIPES/licences.csv once you have read it."
}

# papers PROGRAM SYSTEM/ARCH BINARY DIR: the licences and the list of parts.
papers() {
	licences "$1" "$2" "$4/licences"
	sbom "$2" "$3" "$4/licences" "$4/$(basename "$3" .exe).cdx.json"
}

# console SYSTEM/ARCH ENDING: counterctl alone, in an archive.
console() {
	local system=${1%/*} ending="" name
	[ "$system" != windows ] || ending=.exe
	name=counterctl-$VERSION-${1/\//-}
	mkdir -p "$STAGES/$name"
	compile counterctl "$1" "$STAGES/$name/counterctl$ending"
	papers counterctl "$1" "$STAGES/$name/counterctl$ending" "$STAGES/$name"
	if [ "$2" = zip ]; then zipped "$STAGES" "$name" "$DIST/$name.$2"; else tarball "$STAGES" "$name" "$DIST/$name.$2"; fi
}

# settle DIR: every file of one time, the commit's, and with the usual rights.
settle() {
	chmod -R u+rwX,go+rX,go-w "$1"
	find "$1" -exec touch -t "$(moment +%Y%m%d%H%M.%S)" {} +
}

# kilobytes DIR: what its files hold, whatever disk they are on.
kilobytes() { echo $(($(find "$1" -type f -exec cat {} + | wc -c) / 1024)); }

# moment FORMAT: when the commit was made, asked for as on Linux, then as on a Mac.
moment() { date -u -d "@$SOURCE_DATE_EPOCH" "$1" 2>/dev/null || date -u -r "$SOURCE_DATE_EPOCH" "$1"; }

# tarball PARENT NAME FILE: the folder PARENT/NAME as a .tar.xz or .tar.gz.
tarball() {
	local squeeze="xz -T1 -6" nobody="--owner=0 --group=0 --no-recursion"
	[ "${3##*.}" = xz ] || squeeze="gzip -n -9"
	if tar --version | grep -q bsdtar; then nobody="--uid 0 --gid 0 -n"; fi
	settle "$1/$2"
	# shellcheck disable=SC2086 # lists of words
	(cd "$1" && find "$2" | sort | tar -c --format=ustar --numeric-owner $nobody -T -) | $squeeze >"$3"
	seal "$3"
}

# zipped PARENT NAME FILE: the same as a .zip.
zipped() {
	local file
	file=$(realpath "$(dirname "$3")")/$(basename "$3")
	rm -f "$file"
	settle "$1/$2"
	(cd "$1" && find "$2" -type f | sort | zip -q -X -9 "$file" -@)
	seal "$3"
}

# seal FILE: its SHA-256 beside it, as sha256sum -c reads it.
seal() {
	local sum="sha256sum"
	has sha256sum || sum="shasum -a 256"
	(cd "$(dirname "$1")" && $sum "$(basename "$1")" >"$(basename "$1").sha256")
}

# listed WORD...: the packages that have been made, by the words in their names.
listed() {
	local word
	say "" "Made, each with its checksum beside it:"
	for word in "$@"; do (cd "$DIST" && find . -name "*$VERSION*$word*" -not -name '*.sha256' | sort | xargs ls -l); done
}
