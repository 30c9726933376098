# Everything a person types here. `make` alone lists it.

HOST ?= 127.0.0.1
PORT ?= 8000
PYTHON ?= python3

bin := .venv/bin
# Each process runs its own database server and browser; more than four fight for the machine.
workers := --numprocesses auto --maxprocesses 4 --dist worksteal

export PYTHON

.DEFAULT_GOAL := help
.PHONY: help setup run demo test screens check check-format check-lint check-types check-layers \
	check-templates check-words format translations bench requirements clean

help: ## list what can be typed here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/.set-up ## make .venv hold exactly the pinned packages
	@:

.venv/.set-up: requirements/dev.txt pyproject.toml scripts/set-up
	@scripts/set-up
	@touch $@

# Letters and printed codes carry this address.
run demo: export JVPLANNER_BASE_URL ?= http://$(HOST):$(PORT)

run: setup ## start web and worker on HOST:PORT, with a demo practice if the database is new
	@$(bin)/jvplanner db upgrade
	@$(bin)/jvplanner demo load --if-new
	@exec $(bin)/jvplanner serve --with-worker --host "$(HOST)" --port "$(PORT)"

demo: setup ## load the demo practice (DEMO="--guests 5000") and print its addresses
	@$(bin)/jvplanner db upgrade
	@$(bin)/jvplanner demo load $(DEMO)
	@$(bin)/jvplanner demo links --json

test: setup ## run every test (TESTS=tests/events, or any pytest arguments)
	@scripts/system-packages
	@$(bin)/pytest $(workers) $(TESTS)

screens: setup ## take pictures of every page into test-output/screens, to be looked at
	@scripts/system-packages
	@SCREENS=test-output/screens $(bin)/pytest $(workers) tests/e2e/test_pages.py

check: check-format check-lint check-types check-layers check-templates check-words ## formatting, mistakes, types, layers, templates, words

check-format: setup ## is all Python formatted, in Markdown too?
	@$(bin)/ruff format --check --quiet || { echo "make format puts this right." >&2; exit 1; }

check-lint: setup ## does ruff see a mistake?
	@$(bin)/ruff check --quiet

check-types: setup ## do the types hold?
	@$(bin)/mypy

check-layers: setup ## does every import point down?
	@$(bin)/lint-imports --no-logo

check-templates: setup ## are the templates well formed?
	@$(bin)/djlint --lint --quiet templates

check-words: setup ## do the catalogues hold every text that guests read?
	@$(bin)/python scripts/translations --check

format: setup ## format the Python and mend what can be mended safely
	@$(bin)/ruff format --quiet
	@$(bin)/ruff check --fix

translations: setup ## add what is new to the catalogues, to be translated there
	@$(bin)/python scripts/translations

bench: setup ## measure event page, registration and scan, and what papers take
	@scripts/system-packages
	@$(bin)/python -m tests.bench $(BENCH)

requirements: setup ## pin again after a change in pyproject.toml (UPGRADE=1 takes newer versions)
	@scripts/pin-requirements $(if $(UPGRADE),--upgrade)

clean: ## remove caches and test output; the database and .venv stay
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-output *.egg-info
	@find . -path ./.venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
