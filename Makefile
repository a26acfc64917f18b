# Everything a developer runs. `make` alone lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime
STAMP := $(VENV)/.development
BENCH := $(VENV)/.bench
SIZES ?= 100k,1m
# Each process keeps to its half, so that the fixtures of a module are made once.
TESTS := $(BIN)/pytest -n 2 --dist worksteal
INSTALL := PIP_CONSTRAINT=$(CURDIR)/constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check
# PyICU has no wheels: FollowTheMoney is installed where ICU is there, or may be fetched.
HAS_ICU := { pkg-config --exists icu-i18n 2>/dev/null || { [ "$$(id -u)" = 0 ] && \
	apt-get install -y -qq libicu-dev pkg-config g++ >/dev/null 2>&1; }; }
NO_ICU := "One test is skipped, since PyICU cannot be built: apt-get install libicu-dev pkg-config g++"
# Tests drive the Chromium of the system. The font is for names in Chinese, and small.
HAS_CHROMIUM := { command -v chromium && fc-list :lang=zh | grep -q .; } >/dev/null 2>&1 || { \
	[ "$$(id -u)" = 0 ] && apt-get update -qq && \
	apt-get install -y -qq --no-install-recommends chromium fontconfig fonts-droid-fallback; } >/dev/null 2>&1
NO_CHROMIUM := "Pages are not tested in a browser, or without a Chinese font: apt-get install chromium fonts-droid-fallback"

.PHONY: help demo test test-long lint types bench format states clean
help:
	@echo "make demo       serve the packaged data at http://127.0.0.1:8000"
	@echo "make test       every check: lint, types, import contracts, tests"
	@echo "make test-long  the tests marked long as well"
	@echo "make bench      the benchmark tables (SIZES=100k,1m,10m)"
	@echo "make format     rewrite the code in the house format"
	@echo "make states     generate data/states.trig anew"

$(RUNTIME): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --editable .
	@touch $@

$(STAMP): $(RUNTIME)
	$(INSTALL) --editable '.[dev]'
	@$(HAS_ICU) && $(INSTALL) --editable '.[dev,ftm]' || echo $(NO_ICU)
	@touch $@

demo: $(RUNTIME)
	$(BIN)/kg demo $(DEMO)

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(STAMP)
	$(BIN)/mypy

test: lint types
	@$(HAS_CHROMIUM) || echo $(NO_CHROMIUM)
	$(BIN)/kg validate data/ --fail-on warning
	$(TESTS) -m "not long"

test-long: test
	$(TESTS) -m long

$(BENCH): $(STAMP)
	$(INSTALL) --editable '.[dev,bench]'
	@touch $@

bench: $(BENCH)
	$(BIN)/python -m tests.benchmarks
	$(BIN)/python -m tests.benchmarks.service --sizes $(SIZES)
	$(BIN)/python -m tests.benchmarks.validation --sizes 10k,$(SIZES)
	$(BIN)/python -m tests.benchmarks.timemachine --sizes $(SIZES)
	$(BIN)/python -m tests.benchmarks.agreement --sizes 10k,1m
	$(BIN)/python -m tests.benchmarks.dereferencing
	$(BIN)/python -m tests.benchmarks.importing
	$(BIN)/python -m tests.benchmarks.identity
	$(BIN)/python -m tests.benchmarks.searching
	$(BIN)/python -m tests.benchmarks.exporting --sizes $(SIZES)
	$(BIN)/python -m tests.benchmarks.browsing --sizes 1m

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

states: $(STAMP)
	$(BIN)/python tools/generate_states.py --output data/states.trig

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
