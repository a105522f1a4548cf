# Countercheck. `make run` and `make test` are all that most people need; each
# target is one script in .ci/, which says what it needs and installs it.

.DEFAULT_GOAL := help
.PHONY: help run test lint unit lab window lab-run soak bench golden package-linux package-windows package-macos package-check wine-check clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

run: ## check the line to the payment providers now, then open the window
	@bash .ci/run.sh

test: ## every test: unit, lint, lab, window; the skips last
	@bash .ci/test.sh

lint: ## formatting, go vet for three systems, golangci-lint, shellcheck
	@bash .ci/lint.sh

unit: ## unit tests, without and with the race detector
	@bash .ci/unit.sh

lab: ## the fault matrix in network namespaces (root)
	@bash .ci/lab.sh

window: ## the real window under Xvfb, inside the lab (root)
	@bash .ci/window.sh

lab-run: ## open the window inside the lab, with a menu of faults (root)
	@bash .ci/labrun.sh

soak: ## ten minutes of random faults, 200 kills, foreign bytes; all checked (root)
	@bash .ci/soak.sh

bench: ## time to verdict, CPU and memory of one round, beside a peer (root)
	@bash .ci/bench.sh

golden: ## record the golden images again; look at them before committing
	@bash .ci/golden.sh

package-linux: ## a .deb and a .tar.xz into dist/
	@bash .ci/package-linux.sh

package-windows: ## a .zip and an installer into dist/, cross-built
	@bash .ci/package-windows.sh

package-macos: ## counterctl into dist/; on a Mac the window as an app, too
	@bash .ci/package-macos.sh

package-check: ## counterctl's packages made twice must be the same bytes
	@bash .ci/package-check.sh

wine-check: ## the Windows program under wine in the lab: installed, used, killed (root)
	@bash .ci/wine.sh

clean: ## remove what the targets above have built
	@rm -rf bin dist screenshots
