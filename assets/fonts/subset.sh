#!/usr/bin/env bash
# Makes the two embedded fonts again: Noto Sans SC (SIL Open Font License), cut
# down to the 8,105 characters of the Table of General Standard Chinese
# Characters (通用规范汉字表, State Council, 2013: characters.txt), Latin, Greek,
# punctuation, arrows and the marks that the screens use. The regular one is packed.
# Needs npm, zstd, and pyftsubset from the Debian package fonttools.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm pack --silent --pack-destination "$work" @expo-google-fonts/noto-sans-sc@0.4.3 >/dev/null
tar -xzf "$work"/*.tgz -C "$work"
for weight in 400Regular 700Bold; do
	pyftsubset "$work/package/$weight/NotoSansSC_$weight.ttf" \
		--text-file=characters.txt \
		--unicodes=U+0020-007E,U+00A0-00FF,U+0391-03C9,U+2010-2027,U+2030-203B,U+20AC,U+2103,U+2190-2193,U+2460-2473,U+2500-257F,U+2581-2588,U+25A0-25FF,U+2600-2606,U+2713-2717,U+3000-3017,U+FF01-FF5E,U+FFE5 \
		--no-hinting --layout-features='' --output-file="NotoSansSC-${weight#?00}.ttf"
done
zstd --quiet --force --rm --ultra -22 --no-check NotoSansSC-Regular.ttf
