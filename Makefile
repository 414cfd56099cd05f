# `make` says what there is. Works with GNU make 3.81 (macOS) and needs nothing but a Python of 3.11 or newer.
VENV := .venv
PYTHON := $(VENV)/bin/python
PIP := $(PYTHON) -m pip --disable-pip-version-check --quiet
INSTALL := $(PIP) install --constraint constraints.txt --build-constraint constraints.txt
PORT := 8501
ACTING_SEED := $(shell date +%s)

.DEFAULT_GOAL := help
.PHONY: help run test check fix bench soak contract postgresql docs screenshots constraints clean

help: ## say what there is
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' Makefile

run: $(VENV)/runtime ## install what is missing, then start the dashboard on http://127.0.0.1:8501 (PORT=… moves it)
	@exec $(VENV)/bin/promo-insight run --port $(PORT)

test: check ## everything CI runs: the checks, then all tests with coverage, browser and packaging included
	@sh scripts/find_chromium.sh > /dev/null
	$(PYTHON) -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder --cov

check: $(VENV)/development ## ruff, mypy, the order of imports and stale documents: under a minute
	$(PYTHON) -m ruff check --quiet .
	$(PYTHON) -m ruff format --check --quiet .
	$(PYTHON) -m mypy
	$(VENV)/bin/lint-imports --no-logo
	$(PYTHON) -m scripts.generate_docs --check

fix: $(VENV)/development ## repair what ruff can repair
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

bench: $(VENV)/development ## measure ratios, and end with one table of them; on an idle machine
	@sh scripts/find_bench_tools.sh > /dev/null
	$(PYTHON) -m pytest tests/benches -m bench --timeout 0

soak: $(VENV)/development ## 200 reads a second for ten minutes (SOAK_SECONDS=60 for one) with faults: does anything grow?
	$(PYTHON) -m pytest tests/soak -m soak --capture no

contract: $(VENV)/development ## hold the sandbox against its own description: 1,000 made-up requests for each operation
	CONTRACT_EXAMPLES=1000 $(PYTHON) -m pytest tests/contract --numprocesses auto --dist worksteal --timeout 900

postgresql: $(VENV)/development ## run the tests of our own records on a PostgreSQL, installed if root on Debian
	@ACTING_EXAMPLES=20 sh scripts/with_postgresql.sh $(PYTHON) -m pytest --numprocesses auto \
	  tests/unit/store tests/unit/casebook tests/unit/audit tests/unit/actions \
	  tests/property/test_acting_machine.py::test_the_record_tells_what_was_done_whatever_happens \
	  tests/faults/test_write_answers.py tests/faults/test_write_batch.py tests/faults/test_write_clock.py \
	  tests/faults/test_write_people.py tests/faults/test_write_wire.py

faults: $(VENV)/development ## every fault of the plan, kill -9 twenty times at each step of a write; ends with one table
	@echo "The courses of the state machine are those of ACTING_SEED=$(ACTING_SEED): give that number to try them again."
	FAULT_KILLS=20 ACTING_EXAMPLES=300 ACTING_SEED=$(ACTING_SEED) $(PYTHON) -m pytest tests/faults tests/property/test_acting_machine.py \
	  --numprocesses auto --dist worksteal --timeout 900

docs: $(VENV)/development ## write the generated documents
	$(PYTHON) -m scripts.generate_docs

screenshots: $(VENV)/development ## take the pictures of the documents
	@sh scripts/find_chromium.sh > /dev/null
	$(PYTHON) -m scripts.screenshots

constraints: $(VENV)/development ## pin in constraints.txt what the virtual environment holds
	@sh scripts/pin_packages.sh $(PYTHON) > constraints.new && mv constraints.new constraints.txt

clean: ## remove the virtual environment and everything that can be made again
	rm -rf $(VENV) build dist htmlcov .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find promo_data pages scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The pip that comes with Python knows neither groups nor build constraints.
define install
@sh scripts/create_venv.sh $(VENV)
@echo "Installing packages: this happens when pyproject.toml or constraints.txt changed."
@$(PIP) install --constraint constraints.txt --upgrade pip
@$(INSTALL) --editable .
endef

# The dashboard starts without the developers' tools; each stamp is as old as the last complete installation.
$(VENV)/runtime: pyproject.toml constraints.txt
	$(install)
	@touch $@

# All in one go: the developers' tools after the rest would have all of it looked up and the package built once more.
$(VENV)/development: pyproject.toml constraints.txt
	$(install) --group dev
	@touch $(VENV)/runtime $@
