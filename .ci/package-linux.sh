#!/usr/bin/env bash
# make package-linux: a .deb and a .tar.xz with both programs, for this machine's
# kind of processor; counterctl alone for the other kind.
. "$(dirname "$0")/package.sh"

# control DIR: what dpkg must know, in DIR/DEBIAN.
control() {
	local needed size
	# It wants to see a source package; all it takes from there is a name.
	mkdir -p "$STAGES/shlibs/debian" "$1/DEBIAN"
	printf 'Source: countercheck\n\nPackage: countercheck\nArchitecture: any\n' >"$STAGES/shlibs/debian/control"
	needed=$(cd "$STAGES/shlibs" && dpkg-shlibdeps -O "$1/usr/bin/countercheck" 2>/dev/null | sed -n 's/^shlibs:Depends=//p')
	[ -n "$needed" ] || die "Which libraries the window needs could not be found out."
	size=$(kilobytes "$1/usr")
	sed -e "s|@VERSION@|$VERSION|; s|@ARCH@|$arch|; s|@NEEDED@|$needed|; s|@SIZE@|$size|" "$RECIPES/linux/control" >"$1/DEBIAN/control"
	(cd "$1" && find usr -type f | sort | xargs md5sum) >"$1/DEBIAN/md5sums"
}

# deb: the package for Debian, Ubuntu and what comes from them.
deb() {
	local root=$STAGES/deb file=$DIST/countercheck_${VERSION}_$arch.deb
	install -D -m 755 -t "$root/usr/bin" "$programs/countercheck" "$programs/counterctl"
	install -D -m 644 "$RECIPES/linux/countercheck.desktop" "$root/usr/share/applications/countercheck.desktop"
	install -D -m 644 assets/icon.png "$root/usr/share/icons/hicolor/512x512/apps/countercheck.png"
	install -D -m 644 assets/icon.svg "$root/usr/share/icons/hicolor/scalable/apps/countercheck.svg"
	mkdir -p "$root/usr/share/doc"
	cp -R "$programs/doc" "$root/usr/share/doc/countercheck"
	documents "$root/usr/share/doc/countercheck"
	cp NOTICE "$root/usr/share/doc/countercheck/copyright"
	gzip -n -9 -c CHANGELOG.md >"$root/usr/share/doc/countercheck/changelog.gz"
	control "$root"
	settle "$root"
	dpkg-deb --root-owner-group -Zxz --threads-max=1 --build "$root" "$file" >/dev/null
	seal "$file"
}

# plain: the same without a package manager.
plain() {
	local name=countercheck-$VERSION-linux-$arch
	mkdir -p "$STAGES/$name"
	cp -R "$programs/countercheck" "$programs/counterctl" "$programs/doc" "$STAGES/$name/"
	documents "$STAGES/$name"
	cp "$RECIPES/linux/countercheck.desktop" assets/icon.png "$STAGES/$name/"
	tarball "$STAGES" "$name" "$DIST/$name.tar.xz"
}

# shellcheck disable=SC2086 # a list of words
if [ -n "${WITHOUT_WINDOW:-}" ]; then ready xz-utils; else ready $DEPS_BUILD dpkg-dev xz-utils; fi
console linux/amd64 tar.xz
console linux/arm64 tar.xz
if [ -z "${WITHOUT_WINDOW:-}" ]; then
	arch=$(go env GOARCH)
	programs=$STAGES/programs
	mkdir -p "$programs"
	for program in counterctl countercheck; do
		compile $program "linux/$arch" "$programs/$program"
		papers $program "linux/$arch" "$programs/$program" "$programs/doc"
	done
	deb
	plain
fi
listed linux deb
