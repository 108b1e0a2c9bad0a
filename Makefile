.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := .demo
TORCH ?= torch==2.13.0

##@ Use

.PHONY: setup
setup: $(VENV)/.ready  ## install coach and everything it needs into .venv

.PHONY: demo
demo: $(VENV)/.ready  ## score audio_samples/ and write reports/ (two samples are meant to fail)
	@status=0; $(BIN)/coach score audio_samples --roster audio_samples/roster.csv \
	  --out reports --home $(DEMO) || status=$$?; \
	if [ $$status -ne 1 ]; then \
	  echo "coach left with status $$status; the demo expects 1."; exit 1; fi; \
	echo "Two samples were meant to fail: one is silent, one is no recording."; \
	echo "Open the report: reports/index.html"

##@ Work on it

.PHONY: test
test: $(VENV)/.ready-dev  ## set up everything and run the tests
	$(BIN)/pytest -q

.PHONY: check
check: $(VENV)/.ready-dev  ## lint, types and tests, as CI does
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -q

.PHONY: docs
docs: $(VENV)/.ready-dev  ## write docs/measures.md and docs/commands.md anew
	$(BIN)/python docs/generate.py

.PHONY: cues
cues: $(VENV)/.ready-dev  ## train coach/cues/*.toml anew after a change (two minutes)
	$(BIN)/python -m coach.cues

.PHONY: samples
samples: $(VENV)/.ready  ## make audio_samples/ again (needs the voices named in its README)
	$(BIN)/pip install --quiet --editable ".[samples]"
	$(BIN)/python audio_samples/make.py

.PHONY: train-number
train-number: $(VENV)/.ready  ## train coach/number/*.npz again (an hour on two cores)
	$(BIN)/python -c 'import torch' 2>/dev/null || $(BIN)/pip install --quiet "$(TORCH)"
	$(BIN)/python -m training.number

.PHONY: lock
lock: $(VENV)/.ready-dev  ## choose versions anew for constraints.txt
	$(BIN)/uv pip compile --universal --python-version 3.11 --no-header --no-annotate --quiet \
	  --extra dev pyproject.toml --output-file constraints.txt

.PHONY: clean
clean:  ## remove what make made, reports included
	rm -rf $(VENV) $(DEMO) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache
	find reports -name '*.html' -delete

$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; v = sys.version_info[:2]; \
	  sys.exit(0 if (3, 11) <= v <= (3, 13) else "coach needs Python 3.11 to 3.13; this is %d.%d. Name another: make setup PYTHON=python3.12" % v)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	@touch $@

.PHONY: help
help:  ## say what there is
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} \
	  /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
