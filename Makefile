# Each target makes the virtual environment if it is missing, installs when pyproject.toml changed, and does its job.
SHELL := /bin/sh
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.installed
PLAIN := $(VENV)/.installed-plain

.PHONY: help demo test check format eval floors bench readme schema examples site release clean

help:
	@echo 'make demo     compare the bundled articles and print the comparison'
	@echo 'make test     run the tests'
	@echo 'make check    lint, formatting, types, word lists'
	@echo 'make eval     score the program on the gold and hold it against its floors'
	@echo 'make floors   the same, and raise the floors to what was measured'
	@echo 'make bench    measure speed and memory (python -m bench --long for all of it)'
	@echo 'make readme   write the generated parts of README.md anew (output, figures)'
	@echo 'make schema   write the generated documentation anew (JSON Schema, command reference)'
	@echo 'make examples write what the examples of the documentation print into its pages'
	@echo 'make site     build the documentation as a site, warnings as errors'
	@echo 'make release  build wheel and source distribution, check what is to be released'
	@echo 'make format   let ruff put the code into shape'

# What a user needs; the rest of the targets need the tools of development too.
$(PLAIN): pyproject.toml tools/setup.sh
	@sh tools/setup.sh $(VENV) plain
	@touch $(PLAIN)

$(STAMP): pyproject.toml tools/setup.sh tools/validators.txt
	@sh tools/setup.sh $(VENV)
	@touch $(PLAIN) $(STAMP)

demo: $(PLAIN)
	@$(VENV)/bin/riwaya demo

test: $(STAMP)
	@$(PY) -m pytest

check: $(STAMP)
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(PY) -m tools.lexicons

format: $(STAMP)
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

eval: $(STAMP)
	@$(PY) -m evals

floors: $(STAMP)
	@$(PY) -m evals --raise-floors --write-readme

bench: $(STAMP)
	@$(PY) -m bench

readme: $(STAMP)
	@$(PY) -m tools.readme
	@$(PY) -m evals --write-readme
	@$(PY) -m bench --write-readme

schema: $(STAMP)
	@$(PY) -m riwaya.present.reference docs

examples: $(STAMP)
	@$(PY) -m tools.examples

site: $(STAMP)
	@NO_MKDOCS_2_WARNING=1 $(PY) -m mkdocs build --strict --quiet

release: $(STAMP)
	@$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[release]'
	@$(PY) -m tools.release

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
