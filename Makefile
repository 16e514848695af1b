# Everything sets itself up: a .venv, the locked dependencies, the program.
# `make demo` and `make test` are all a newcomer needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8020
PIP := $(BIN)/pip --disable-pip-version-check --quiet
INSTALL := $(PIP) install --require-hashes --no-deps --requirement
PEERS := $(VENV)/peers
SCHEMA := $(VENV)/share/aiogram-3.31.0.tar.gz

.PHONY: help install demo test check faults bench clean lock

help:
	@echo "make demo    the whole product on loopback: http://127.0.0.1:$(PORT)"
	@echo "make install the program alone: .venv/bin/nhacviec"
	@echo "make test    everything that must hold"
	@echo "make check   the same without the browser and the slow scenes"
	@echo "make faults  what breaks, in full: kills, freezes, faults of every kind"
	@echo "make bench   timings, as ratios"
	@echo "make lock    renew the locked dependencies"

install: $(VENV)/.program

demo: $(VENV)/.program
	@$(BIN)/nhacviec demo --port $(PORT)

test: $(VENV)/.tested-with $(SCHEMA)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest $(PYTEST)

check: $(VENV)/.tested-with
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest -m "not browser and not slow" $(PYTEST)

# Its seed is printed; FAULTS_SEED= repeats a run.
faults: $(VENV)/.tested-with
	FAULTS=full $(BIN)/pytest tests/faults tests/scenes/test_arrivals_killed.py \
	  tests/scenes/test_stopping.py $(PYTEST)

bench: $(VENV)/.tested-with $(PEERS)/.made
	@for file in bench/*.py; do $(BIN)/python $$file || exit 1; done

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed" >&2; exit 1; }
	@echo "Setting up .venv (once) ..." >&2
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.program: requirements.lock pyproject.toml | $(VENV)/bin/python
	@$(INSTALL) requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.tested-with: requirements-dev.lock $(VENV)/.program
	@$(INSTALL) requirements-dev.lock
	@touch $@

# What the benches time us beside lives apart: it is never a part of the program.
$(PEERS)/.made: bench/requirements.lock | $(VENV)/bin/python
	@$(PYTHON) -m venv $(PEERS)
	@$(PEERS)/bin/pip --disable-pip-version-check --quiet install --require-hashes \
	  --no-deps --requirement bench/requirements.lock
	@touch $@

# The Bot API's schema, as the aiogram source package carries it: a test dependency.
$(SCHEMA): requirements-schema.lock | $(VENV)/.tested-with
	@mkdir -p $(dir $@)
	-@$(BIN)/pip --disable-pip-version-check --quiet download --require-hashes \
	  --no-deps --no-binary aiogram --no-build-isolation \
	  --dest $(dir $@) --requirement requirements-schema.lock
	@test ! -f $@ || touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Needs uv. Hashes and versions only: no index, no address.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-annotate --no-emit-index-url --quiet pyproject.toml --group build \
	  --output-file requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-annotate --no-emit-index-url --quiet pyproject.toml --group build \
	  --group dev --constraints requirements.lock --output-file requirements-dev.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-annotate --no-emit-index-url --quiet --group bench \
	  --output-file bench/requirements.lock
