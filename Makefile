# What a developer types and what CI calls. Everything a target needs it installs itself, once.
PYTHON ?= python3
WORKSPACE ?= .
ROSTER ?=
SIZE ?= quick
BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help setup office demo test lint check forms accept pictures packets nightly survival fuzz bench clean

help: ## Show what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## Make .venv with everything in it

$(READY): pyproject.toml constraints.txt
	@.ci/packages python
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Setting up .venv (once) ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

office: ## Install LibreOffice and poppler where they are missing (Debian)
	@.ci/packages office

demo: $(READY) ## Play a whole round on made-up people into output/demo
	@$(BIN)/mus demo output/demo

test: $(READY) office ## Run every test
	@$(BIN)/python -m pytest -n auto

lint: $(READY) ## Style, types and architecture
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

check: $(READY) office ## Check everything that the demo wrote
	@$(BIN)/python .ci/check_demo.py output/demo

forms: $(READY) ## Build the shipped Word forms and the example roster anew
	@$(BIN)/python -m forms.build
	@$(BIN)/python -m forms.build_example_roster

accept: $(READY) ## Rewrite the golden texts; read the diff before you commit it
	@MUS_ACCEPT=1 $(BIN)/python -m pytest -q tests/golden

pictures: $(READY) office ## Draw the README's pictures from the demo
	@$(BIN)/mus demo output/demo >/dev/null
	@$(BIN)/python -m forms.build.pictures output/demo forms/pictures

packets: $(READY) ## Write packets: make packets ROSTER=roster.xlsx WORKSPACE=folder
	@$(BIN)/mus --workspace "$(WORKSPACE)" packets $(if $(ROSTER),"$(ROSTER)")

nightly: $(READY) ## Take in returns and write status: make nightly WORKSPACE=folder
	@$(BIN)/mus --workspace "$(WORKSPACE)" nightly

survival: $(READY) office ## Send every form back by every route; the table goes into the README
	@$(BIN)/python -m tests.survival

fuzz: $(READY) office ## Read ten thousand spoilt returns; the ones that go wrong are kept in output/fuzz
	@$(BIN)/python -W ignore::UserWarning:zipfile -m tests.fuzz

bench: $(READY) ## Time everything beside others who do the same; SIZE=full for 45,000 people
	@$(BIN)/python -m tests.bench $(SIZE)

clean: ## Remove .venv and output/
	@rm -rf .venv output
