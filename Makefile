# make run    polls, matches and tells; ARGS="--once" for one round
# make test   lint, types, tests
# Both make .venv and install what is pinned, once.

PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin
ARGS   ?=

.PHONY: run test lint types tests fast lock clean

run: $(VENV)/.installed config.toml
	@$(BIN)/monitor run $(ARGS)

test: lint types tests

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

tests: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n auto -q

fast: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n auto -q -m "not slow"

config.toml:
	cp config.example.toml $@

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is missing: install Python 3.11 (Debian: apt-get install python3.11), or say make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c "import ensurepip, venv" 2>/dev/null || { echo "Python's venv module is missing: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# Pins everything anew, with hashes and without index addresses; needs pip-tools.
lock:
	pip-compile --quiet --extra install $(LOCK) --output-file requirements.txt pyproject.toml
	pip-compile --quiet $(LOCK) --output-file requirements-dev.txt requirements-dev.in
LOCK := --generate-hashes --strip-extras --allow-unsafe --no-annotate --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
