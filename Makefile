# Everything a developer does, each from a fresh checkout. Needs python3.11 (or newer), make, node and npm; the rest is installed here.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
VENV := .venv
RUN := $(VENV)/bin
UV_VERSION := $(shell sed -n 's/^uv==\([0-9.]*\).*/\1/p' requirements-dev.txt)
SITE_ADDRESS ?= http://127.0.0.1:$(PORT)
DEMO_ENV = DEMO=1 SITE_ADDRESS="$(SITE_ADDRESS)" DJANGO_SETTINGS_MODULE=config.settings SECRET_KEY="$$(cat var/secret-key)"
# -X dev without its guards around each piece of memory, which find mistakes of C and cost a tenth of the time.
SUITE_ENV = DJANGO_SETTINGS_MODULE=config.settings_test PYTHONMALLOC=default

# Some fifty processes start in the suite. Each takes 1.5 s from compiled code and 4 s without, which containers often ask for.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run dev demo test check check-types check-the-rest lock docs pictures bench planted clean

help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST)

$(VENV)/.ready: requirements-dev.txt
	@test -n "$(PYTHON)" || { echo "Install Python 3.11 or newer first."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(RUN)/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	$(RUN)/uv pip sync --quiet --python $(RUN)/python --require-hashes requirements-dev.txt
	@touch $@

node_modules/.ready: package-lock.json
	@command -v npm >/dev/null || { echo "Install node and npm first: the NHS design system comes from there."; exit 1; }
	npm ci --silent
	@touch $@

var/secret-key:
	@mkdir -p var
	@umask 077; $(PYTHON) -c "import secrets; print(secrets.token_urlsafe(50))" > $@

demo: $(VENV)/.ready node_modules/.ready var/secret-key
	@$(DEMO_ENV) $(RUN)/python manage.py migrate --verbosity 0
	@$(DEMO_ENV) $(RUN)/python manage.py load_demo --if-empty

## make run     the app with the demonstration at http://127.0.0.1:8000 (PORT=8123 for another); keeps the data
run: demo
	@$(DEMO_ENV) $(RUN)/python manage.py collectstatic --no-input --verbosity 0
	@echo "Open http://127.0.0.1:$(PORT) (Ctrl+C stops it)"
	@$(DEMO_ENV) exec $(RUN)/gunicorn config.wsgi --bind 127.0.0.1:$(PORT) --workers 2 --threads 4 --worker-class gthread

## make dev     the same data, reloading on save, with the debug toolbar
dev: demo
	@$(DEMO_ENV) DEBUG=1 $(RUN)/python manage.py runserver 127.0.0.1:$(PORT)

## make test    the whole suite on SQLite, in the browser too where Chromium and Java are installed; DATABASE_URL names another database,
##              on which what is the same on every database is left out (FULL=1 leaves out nothing)
test: $(VENV)/.ready node_modules/.ready
	FULL=$(FULL) $(SUITE_ENV) $(RUN)/python -X dev -m pytest -n auto --dist loadgroup $(PYTEST)

## make check   what needs no database: lint, types, import rules, templates, generated docs, migrations, check --deploy
check: $(VENV)/.ready node_modules/.ready
	@$(MAKE) --no-print-directory -j2 -O check-types check-the-rest

check-types:
	$(SUITE_ENV) $(RUN)/mypy

check-the-rest:
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/lint-imports --no-cache
	$(RUN)/djlint templates --lint --quiet
	$(SUITE_ENV) DATABASE_URL=sqlite://:memory: $(RUN)/python manage.py makemigrations --check --dry-run
	$(SUITE_ENV) $(RUN)/python -m tests.document --check
	SECRET_KEY=$$($(RUN)/python -c "import secrets; print(secrets.token_urlsafe(50))") ALLOWED_HOSTS=example.com EMAIL_URL=smtp+tls://mail.example.com FROM_ADDRESS=tracker@example.com CONTACT_ADDRESS=office@example.com SITE_ADDRESS=https://example.com DATABASE_URL=sqlite://:memory: DJANGO_SETTINGS_MODULE=config.settings $(RUN)/python manage.py check --deploy --fail-level WARNING

## make docs    writes docs/reference/ anew
docs: $(VENV)/.ready
	$(SUITE_ENV) $(RUN)/python -m tests.document

## make pictures  takes the pictures of docs/ anew, on the way of the browser's journeys (with Arial, or Liberation Sans in its place)
pictures: $(VENV)/.ready node_modules/.ready
	PICTURES=1 BROWSER_REQUIRED=1 $(SUITE_ENV) $(RUN)/python -X dev -m pytest -q -p no:randomly tests/journeys -k "(desktop or phone) and not without"

## make bench    what each page costs beside a floor, at 50 and at 1,000 vanguards, on both databases (BENCH="--sizes L" for ten thousand)
bench: $(VENV)/.ready node_modules/.ready var/secret-key
	@$(DEMO_ENV) $(RUN)/python manage.py collectstatic --no-input --verbosity 0
	$(RUN)/python -m bench $(BENCH)

## make planted  plants defects in a copy, one at a time, and sees whether the suite catches each (PLANTED="silence" for those that say so)
planted: $(VENV)/.ready node_modules/.ready
	$(RUN)/python -m tests.planted $(PLANTED)

## make lock    locks the requirements anew, with hashes
lock: $(VENV)/.ready
	$(RUN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" pyproject.toml -o requirements.txt
	$(RUN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" --extra dev pyproject.toml -o requirements-dev.txt

## make clean   removes what was installed and built, and the demonstration's data
clean:
	rm -rf $(VENV) node_modules staticfiles var .mypy_cache .ruff_cache .pytest_cache .hypothesis
