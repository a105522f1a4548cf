#!/usr/bin/env bash
# make package-check: the packages of counterctl for every system, made twice from
# the same commit, must be the same bytes. Each time in a folder, with a clock's zone
# and rights of its own; the second time nothing that was compiled before is used.
# About 10 minutes.
. "$(dirname "$0")/deps.sh"

need_go
need git || exit 1
here=$PWD
commit=$(git rev-parse HEAD)
[ -z "$(git status --porcelain)" ] || say "What is not committed is not looked at."
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT

# packages NAME ZONE MASK CACHE: makes them once; they end up in $work/NAME.
packages() {
	local clone=$work/tree-of-$1
	say "" "The $1 time"
	(
		umask "$3"
		git clone --quiet --no-hardlinks --no-checkout "$here" "$clone"
		git -C "$clone" checkout --quiet --detach "$commit"
		mkdir -p "$clone/bin"
		[ ! -d "$here/bin/tools" ] || cp -R "$here/bin/tools" "$clone/bin/"
		cd "$clone"
		for system in linux windows macos; do
			TZ=$2 GOCACHE=$4 WITHOUT_WINDOW=1 DIST=$work/$1 bash ".ci/package-$system.sh"
		done
	)
}

packages first Asia/Shanghai 0022 "$(go env GOCACHE)"
packages second America/New_York 0077 "$work/cache"
say ""
(cd "$work/first" && sha256sum --quiet -c ./*.sha256) || die "A package does not have the checksum beside it."
[ "$(find "$work/first" -type f | wc -l)" -ge 10 ] || die "There are packages missing."
diff -r "$work/first" "$work/second" || die "The same commit gave two different packages: see above."
say "The same bytes both times:" && cat "$work"/first/*.sha256
