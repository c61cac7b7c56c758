# `make site` builds the sample archive; `make test` runs the whole suite. Both set themselves up in .venv first.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
endif

# Tests build hundreds of small archives: where memory is a folder they take a third of the time.
SCRATCH := $(shell test -w /dev/shm && echo /dev/shm || echo $${TMPDIR:-/tmp})

.PHONY: site test lint format clean browser

site: $(VENV)/.site
	@$(BIN)/backfile build
	@echo
	@echo "To look at it, open site/index.html in a browser, or run:"
	@echo "  $(BIN)/backfile watch --open"

test: $(VENV)/.dev browser
	TMPDIR=$(SCRATCH) $(BIN)/python -m pytest -n auto

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Playwright's own browser where it can be downloaded, else Debian's.
browser: $(VENV)/.dev
	@$(BIN)/python -m tests.browser.install

clean:
	rm -rf $(VENV) .backfile build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find site -mindepth 1 -maxdepth 1 ! -name .gitignore -exec rm -rf {} +

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.site: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	@touch $@ $(VENV)/.site
