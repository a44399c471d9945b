# `make help` says what there is. Stamps in .venv remember what is set up, so that a second
# `make demo` needs neither time nor network.

PYTHON ?= python3
PORT ?= 8000
export PORT

RUN := .venv/bin
COMPILE := $(RUN)/uv pip compile --quiet --generate-hashes --no-annotate --no-header --universal --python-version 3.11
INSTALL := $(RUN)/uv pip install --quiet --require-hashes
CATALOGUES := $(wildcard comptoir/*/locale/*/LC_MESSAGES/*.po)

.DEFAULT_GOAL := help
.PHONY: help demo test test-sqlite test-postgresql lint check bench screenshots messages docs lock browser

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1	/' | expand -t 18

demo: .venv/.runtime .venv/.messages ## Set up, make a demo shop once, serve it (PORT, COMPTOIR_HOME)
	@exec $(RUN)/comptoir demo

test: test-sqlite test-postgresql ## Run the whole suite, on SQLite and on a real PostgreSQL

test-sqlite: .venv/.dev .venv/.messages browser
	COMPTOIR_TEST_DATABASE=sqlite $(RUN)/pytest -p tests.second_look -n auto --dist loadfile $(ARGS)

test-postgresql: .venv/.dev .venv/.messages browser
	COMPTOIR_TEST_DATABASE=postgresql $(RUN)/pytest -p tests.second_look -n auto --dist loadfile $(ARGS)

lint: .venv/.dev .venv/.messages ## Everything that can be checked without running the suite
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/lint-imports --no-cache
	$(RUN)/python -m tools.messages --check
	$(RUN)/python -m tools.reference --check
	COMPTOIR_HOME=.venv/lint $(RUN)/comptoir manage makemigrations --check --dry-run

check: lint test ## lint and test: what must pass before a commit lands

bench: .venv/.dev .venv/.messages ## Measure the product as its user runs it, on both databases (SIZE, ARGS)
	$(RUN)/python -m bench $(if $(SIZE),--size $(SIZE)) $(ARGS)

screenshots: .venv/.dev .venv/.messages browser ## Take pictures of the demo, in docs/pictures/
	$(RUN)/python -m tools.screenshots

messages: .venv/.dev ## Collect the texts of every room and compile the translations
	$(RUN)/python -m tools.messages

docs: .venv/.dev ## Make the generated pages of docs/ anew
	$(RUN)/python -m tools.reference

lock: .venv/uv ## Resolve the dependencies anew and pin them with their hashes
	printf 'uv\n' | $(COMPILE) --upgrade - -o requirements-uv.lock
	$(COMPILE) --upgrade pyproject.toml --extra build -o requirements.lock
	$(COMPILE) --upgrade pyproject.toml --extra build --extra dev -c requirements.lock -o requirements-dev.lock

browser:
	@sh tools/browser.sh

.venv/uv: requirements-uv.lock
	$(PYTHON) -c 'import sys; sys.exit("Comptoir needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	@# Debian splits venv: without its second half, the machine's own pip fills the folder.
	$(PYTHON) -m venv .venv 2>/dev/null || $(PYTHON) -m venv --clear --without-pip .venv
	$(PYTHON) -m pip --python .venv/bin/python install --quiet --require-hashes -r requirements-uv.lock \
		|| $(RUN)/python -m pip install --quiet --require-hashes -r requirements-uv.lock
	@touch $@

.venv/.runtime: .venv/uv requirements.lock pyproject.toml
	$(INSTALL) -r requirements.lock
	$(RUN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: .venv/.runtime requirements-dev.lock
	$(INSTALL) -r requirements-dev.lock
	@touch $@

.venv/.messages: .venv/.runtime tools/messages.py $(CATALOGUES)
	@$(RUN)/python -m tools.messages --compile
	@touch $@
