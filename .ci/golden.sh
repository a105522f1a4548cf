#!/usr/bin/env bash
# make golden: what the screens look like now becomes what they must look like.
. "$(dirname "$0")/deps.sh"

need_go
# A comparison that fails leaves its picture in testdata/failed; the second run
# must then pass, or the pictures are not the same twice.
rm -rf ui/testdata/failed
CGO_ENABLED=0 go test -tags ci,migrated_fynedo -count=1 ./ui/... >"$(log golden)" 2>&1 || true
if [ -d ui/testdata/failed ]; then
	cp -R ui/testdata/failed/. ui/testdata/
	rm -rf ui/testdata/failed
fi
CGO_ENABLED=0 go test -tags ci,migrated_fynedo -count=1 ./ui/...
say "" "Changed pictures; look at each of them before committing it:"
git status --short -- ui/testdata
