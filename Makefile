# make demo    crawl the sample newsroom and show what was found
# make test    everything that CI runs
# make train   make the weights of the extractor anew from tests/corpus/dev (some eight minutes)
# make setup   only prepare .venv, with the commands scrapy and mercato in it
PYTHON ?= python3
BIN := .venv/bin
DEMO_DIR ?= .demo

.PHONY: help setup demo test train clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^# make/make/p' Makefile

setup: .venv/.ready

# One stamp a set of packages: an unchanged pyproject.toml installs nothing again.
.venv/.ready: pyproject.toml
	@.ci/prepare '$(PYTHON)' .
	@touch $@

.venv/.dev: pyproject.toml .venv/.ready
	@.ci/prepare '$(PYTHON)' '.[dev]'
	@touch $@

demo: setup
	@$(BIN)/python -m tests.newsroom.demo --state '$(DEMO_DIR)'

test: .venv/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile

train: .venv/.dev
	@$(BIN)/python -m parsing.training tests/corpus/dev

clean:
	rm -rf .venv .demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
