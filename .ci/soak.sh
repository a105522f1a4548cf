#!/usr/bin/env bash
# make soak: proof under faults. Faults are switched at random while built agents watch,
# and what they believed is held against the lab's own log of its switches; an agent is
# killed at random moments; everything that reads foreign bytes is given random ones.
# SOAK_MINUTES, SOAK_KILLS, SOAK_FUZZ (seconds for each reader) and SOAK_SEED change it.
. "$(dirname "$0")/deps.sh"

is_root || die "The lab is made of network namespaces, which only root may make: sudo make soak"
need_go
# shellcheck disable=SC2086 # a list of words
need $DEPS_LAB || exit 1
export SOAK_MINUTES=${SOAK_MINUTES:-10} SOAK_KILLS=${SOAK_KILLS:-200}
fuzz=${SOAK_FUZZ:-20}
say "Faults for $SOAK_MINUTES minutes beside $SOAK_KILLS kills, then $fuzz seconds of random bytes for each reader."
mkdir -p bin
# From inside the package, so that the figures appear as they are made.
(cd cmd/counterctl && CGO_ENABLED=0 go test -tags lab -run '^TestSoak' -count=1 -timeout 80m -v) | tee bin/soak.txt
while IFS=: read -r file name; do
	say "" "$name, ${file%/*}" | tee -a bin/soak.txt
	CGO_ENABLED=0 go test -run '^$' -fuzz "^$name\$" -fuzztime "${fuzz}s" "./${file%/*}" | tee -a bin/soak.txt
done < <(grep -rno --include='*_test.go' '^func Fuzz[A-Za-z]*' -- checks cmd | sed 's/:[0-9]*:func /:/')
