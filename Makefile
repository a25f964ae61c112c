# Every target makes the environment it needs: nothing is expected but Python 3.11 with venv, and make.
# The README and CONTRIBUTING.md give the same lines without make.

PYTHON ?= python3
VENV ?= .venv
JOBS ?= 2
CASE := examples/chenzhou-2017/register.toml
PAID := examples/chenzhou-2017/payments.toml

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_NO_INPUT = 1
export PIP_PROGRESS_BAR = off
export PIP_QUIET = 2

.PHONY: help demo test bench conformance format mutants nightly clean
.DELETE_ON_ERROR:

help:
	@echo 'make demo         the founding case, from its register to a reconciliation'
	@echo 'make test         every check that CI runs'
	@echo 'make bench        speed, beside peers that do the same work'
	@echo 'make conformance  write docs/conformance.md anew from the outcomes of all cases'
	@echo 'make format       let ruff write the layout'
	@echo 'make nightly      the laws with 20 000 examples each; takes hours'
	@echo 'make mutants      mutation testing of money, dates and kernel; takes hours'
	@echo 'make clean        remove what the other targets made'

# pip is the last thing that venv makes: where it is, an environment made by hand is taken as it is.
$(VENV)/bin/pip:
	$(PYTHON) -m venv $(VENV)

# A stamp is as new as the pyproject.toml that was installed.
$(VENV)/.made-demo: pyproject.toml | $(VENV)/bin/pip
	$(VENV)/bin/pip install -e .
	@touch $@

$(VENV)/.made-dev: pyproject.toml | $(VENV)/bin/pip
	$(VENV)/bin/pip install -e '.[dev]'
	@touch $@ $(VENV)/.made-demo

demo: $(VENV)/.made-demo
	$(VENV)/bin/contracts check $(CASE)
	$(VENV)/bin/contracts schedule $(CASE) --year 2017
	$(VENV)/bin/contracts accruals $(CASE) --per quarter
	$(VENV)/bin/contracts obligations $(CASE) --as-of 2017-12-31
	$(VENV)/bin/contracts shares $(CASE)
	@# 1: done, and there is something to look at. The report of 2017 does not add up, and that is the point.
	$(VENV)/bin/contracts reconcile $(CASE) --year 2017 || test $$? -eq 1
	$(VENV)/bin/contracts cutoff $(CASE) $(PAID) --as-of 2017-12-31
	$(VENV)/bin/contracts explain $(CASE) CZ-01 --number 1

test: $(VENV)/.made-dev
	$(VENV)/bin/python -m ruff check
	$(VENV)/bin/python -m ruff format --check
	$(VENV)/bin/python -m mypy
	$(VENV)/bin/lint-imports --no-logo
	$(VENV)/bin/python -m pytest -n $(JOBS) --dist worksteal --cov --cov-report=term

bench: $(VENV)/.made-dev
	$(VENV)/bin/python -m benchmarks

conformance: $(VENV)/.made-dev
	CONFORMANCE=write $(VENV)/bin/python -m pytest -q tests/test_conformance.py

format: $(VENV)/.made-dev
	$(VENV)/bin/python -m ruff check --fix-only
	$(VENV)/bin/python -m ruff format

nightly: $(VENV)/.made-dev
	HYPOTHESIS_PROFILE=nightly $(VENV)/bin/python -m pytest -n $(JOBS) --dist worksteal tests/laws

mutants: $(VENV)/.made-dev
	HYPOTHESIS_PROFILE=mutation $(VENV)/bin/mutmut run

clean:
	rm -rf $(VENV) build dist mutants htmlcov .coverage .coverage.* .hypothesis
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find src tests examples benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
