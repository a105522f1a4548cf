#!/usr/bin/env bash
# Makes dpkg-status beside it: dpkg itself installs three small packages into a
# folder of their own, and removes one but for its settings.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# package NAME VERSION ARCHITECTURE: with one file and one setting.
package() {
	local dir=$work/$1-$3
	mkdir -p "$dir/DEBIAN" "$dir/opt/$1" "$dir/etc"
	printf 'colour=red\n' >"$dir/etc/$1-$3.conf"
	printf '/etc/%s-%s.conf\n' "$1" "$3" >"$dir/DEBIAN/conffiles"
	printf 'Package: %s\nVersion: %s\nArchitecture: %s\nMulti-Arch: same\nMaintainer: Shop <shop@shop.example>\nDescription: a till\n For a shop.\n .\n Version: 9.9\n' \
		"$1" "$2" "$3" >"$dir/DEBIAN/control"
	dpkg-deb --root-owner-group -b "$dir" "$work/$1-$3.deb" >/dev/null
}

package till 1:3.2.1-2+uos amd64
package till 1:3.2.1-2+uos i386
package old-till 1.9 amd64
mkdir -p "$work/root/var/lib/dpkg/info" "$work/root/var/lib/dpkg/updates"
printf 'amd64\ni386\n' >"$work/root/var/lib/dpkg/arch"
: >"$work/root/var/lib/dpkg/status"
dpkg=(dpkg --root="$work/root" --force-script-chrootless --force-not-root)
"${dpkg[@]}" -i "$work"/*.deb >/dev/null
"${dpkg[@]}" --remove old-till >/dev/null
cp "$work/root/var/lib/dpkg/status" dpkg-status
