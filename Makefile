# Một Cửa. `make run` serves a centre; `make test` proves it. `make help` lists the rest.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   := .venv
BIN    := $(VENV)/bin

# Debian keeps the pip of new environments in python3-venv: without it, the system's own pip fills the environment.
PIP = if $(BIN)/python -c 'import pip' 2>/dev/null; then pip="$(BIN)/python -m pip"; \
	else pip="$(PYTHON) -m pip --python $(BIN)/python"; fi; \
	$$pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all:

# A stamp is named after its lock's contents: a new lock makes a new stamp, an old one costs nothing.
lock_of = $(VENV)/.$(1)-$(shell sha256sum requirements/$(1).txt | cut -c1-12)
RUNTIME := $(call lock_of,runtime)
DEV     := $(call lock_of,dev)

# What the tests write is not kept: in memory, where that has room for more than a run's 2.4 GB, no disk is waited for.
SCRATCH = $(shell [ "$$(df -k --output=avail /dev/shm 2>/dev/null | tail -1)" -gt 6000000 ] 2>/dev/null && echo /dev/shm)

.DEFAULT_GOAL := help
.PHONY: help run test bench gallery lint format lock vendor voice replay demo

help: ## List what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(RUNTIME) translations/en/LC_MESSAGES/messages.mo voice ## Serve the centre, with every screen
	@$(BIN)/python app.py

test: $(DEV) translations/en/LC_MESSAGES/messages.mo voice ## Install what the tests need, and run them
	@sh tests/install_system.sh
	@PYTEST_DEBUG_TEMPROOT=$(SCRATCH) $(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

bench: $(DEV) translations/en/LC_MESSAGES/messages.mo ## Measure the server against a floor, in one run
	@$(BIN)/python -m tests.bench

gallery: $(DEV) translations/en/LC_MESSAGES/messages.mo voice ## Take the pictures of docs/gallery anew: every screen, every state
	@sh tests/install_system.sh
	@$(BIN)/python -m tests.screens.gallery

replay: $(RUNTIME) ## Replay the sample quarter through the screens' own routes, and check its table
	@$(BIN)/python -m replay tests/data/an-phu.xlsx --expect tests/data/an-phu.expected.json

demo: $(RUNTIME) translations/en/LC_MESSAGES/messages.mo voice ## Serve a centre in which a day goes by, 60 times as fast
	@$(BIN)/python -m demo --speed 60

lint: $(DEV) ## Check style and types
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

format: $(DEV) ## Lay the code out
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

voice: $(RUNTIME) ## Make the spoken clips that are missing, with an offline engine
	@$(BIN)/python -m display.voice

lock: $(DEV) ## For maintainers: write the lock files anew
	@cd requirements && ../$(BIN)/uv pip compile -q --generate-hashes --universal --python-version 3.11 --no-header runtime.in -o runtime.txt
	@cd requirements && ../$(BIN)/uv pip compile -q --generate-hashes --universal --python-version 3.11 --no-header -c runtime.txt dev.in -o dev.txt

vendor: $(DEV) ## For maintainers: fetch fonts and scripts from the npm registry, and check their hashes
	@$(BIN)/python -m static.vendor.fetch

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version)." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || $(PYTHON) -m venv --clear --without-pip $(VENV)

$(RUNTIME): requirements/runtime.txt | $(VENV)/bin/python
	@echo "Installing what the server runs on …"
	@$(PIP) -r requirements/runtime.txt
	@touch $@

$(DEV): requirements/dev.txt | $(VENV)/bin/python
	@echo "Installing what the tests need …"
	@$(PIP) -r requirements/dev.txt
	@touch $@ $(RUNTIME)

%.mo: %.po $(RUNTIME)
	@$(BIN)/pybabel --quiet compile -i $< -o $@
