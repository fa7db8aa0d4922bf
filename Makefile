# Everything a fresh machine needs, from Python >= 3.11, make and git alone.
#
#   make demo        set up, then the web app with the worked ballots, on this machine; Ctrl-C stops it
#   make demo DEMO=read    the worked ballots read in the terminal: results, findings, outcome, verdict
#   make demo DEMO=check   the app walked by a program, from the section's sheet to the minutes
#   make clean-demo  begin the demonstration anew
#   make analysis    what transfers, swing, project and panel need, added to what the demonstration has
#   make test        set up, then run the tests; property tests try the same examples at each run
#   make test-long   the tests that take minutes
#   make lint        ruff, formatting, types, the import contract
#   make docs        write the pages of docs/reference that are made from the code
#   make format      put the code in the project's format
#   make wheel       build the wheel, install it in an environment of its own and try it
#   make clean       remove what this file made
#
# Paths here are relative on purpose: the checkout may live in a folder whose name has a space.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
UV_VERSION := 0.13.9
UV := UV_SYSTEM_CERTS=1 UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1 env -u VIRTUAL_ENV .tools/bin/python -m uv
RUN := .venv/bin/python
PYTEST_ARGS ?=

# Property tests give the same answer for the same code. New examples at each run: make test EXAMPLES=default
EXAMPLES ?= ci

# Files of tests are shared among so many processes, each with a database and a browser of its own.
WORKERS ?= 2

.PHONY: help setup demo web analysis clean-demo test test-long lint docs format wheel clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^#   //p' Makefile

# A small environment that holds uv, and nothing else.
.tools/uv-$(UV_VERSION):
	@if [ -z "$(PYTHON)" ]; then \
		echo "Récolement needs Python 3.11 or later, and found none. Install it, or say where it is:"; \
		echo "    make demo PYTHON=/path/to/python3"; exit 1; fi
	@rm -rf .tools
	@"$(PYTHON)" -m venv .tools || { rm -rf .tools; \
		echo "Python could not make a virtual environment. On Debian or Ubuntu: sudo apt install python3-venv"; exit 1; }
	@echo "Setting up (once): uv $(UV_VERSION), then the locked packages."
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check "uv==$(UV_VERSION)"
	@touch "$@"

# Exactly the versions of uv.lock, in .venv.
.venv/.ready: .tools/uv-$(UV_VERSION) uv.lock pyproject.toml
	@$(UV) sync --frozen --quiet --all-extras --python "$(PYTHON)"
	@touch "$@"

setup: .venv/.ready

# What the demonstration needs: the core and the web app, a quarter of what the tests need. Nothing where all is there.
.venv/.demo: .tools/uv-$(UV_VERSION) uv.lock pyproject.toml
	@[ -e .venv/.ready ] || $(UV) sync --frozen --quiet --no-dev --extra web \
		$(if $(wildcard .venv/.analysis),--extra analysis) --python "$(PYTHON)"
	@touch "$@"

.venv/.analysis: .tools/uv-$(UV_VERSION) uv.lock pyproject.toml
	@[ -e .venv/.ready ] || $(UV) sync --frozen --quiet --no-dev --extra web --extra analysis --python "$(PYTHON)"
	@touch "$@" .venv/.demo

# The extras by their names.
web: .venv/.demo
analysis: .venv/.analysis

DEMO ?= web

demo: .venv/.demo
	@case "$(DEMO)" in \
		web) exec $(RUN) -m recolement serve --trial ;; \
		read) exec $(RUN) -m recolement demo ;; \
		check) exec $(RUN) -m recolement walk ;; \
		*) echo "DEMO=$(DEMO): write DEMO=web (the web app), read (in the terminal) or check (walked by a program)."; exit 2 ;; \
	esac

clean-demo:
	rm -rf .demo

test: setup
	$(RUN) -m pytest -n $(WORKERS) --dist loadfile --hypothesis-profile=$(EXAMPLES) $(PYTEST_ARGS)

test-long: setup
	$(RUN) -m pytest -m long --hypothesis-profile=$(EXAMPLES) $(PYTEST_ARGS)

lint: setup
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	.venv/bin/lint-imports

docs: setup
	@RECOLEMENT_LANG=en $(RUN) -m recolement.cli.reference docs/reference
	@PYTHONPATH=tests DJANGO_SETTINGS_MODULE=typing_settings $(RUN) -m django apireference docs/reference

format: setup
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .

wheel: setup
	@rm -rf dist build/wheel-trial
	$(UV) build --quiet --wheel --out-dir dist --python "$(PYTHON)"
	"$(PYTHON)" -m venv build/wheel-trial
	build/wheel-trial/bin/python -m pip install --quiet --disable-pip-version-check dist/*.whl
	build/wheel-trial/bin/recolement --version
	build/wheel-trial/bin/recolement demo > build/wheel-trial/demo.txt
	@rm -rf build/wheel-trial

clean:
	rm -rf .venv .tools dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
