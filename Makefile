# make run: the demo at http://127.0.0.1:8080 · make test: everything that this machine can test
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test fast lint lock bench clean

run: $(VENV)/.installed
	@$(BIN)/python -m bot run

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n 2 $(ARGS)

fast: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n 3 -m "not slow and not browser" $(ARGS)

lint: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks $(ARGS)

$(BIN)/python:
	@echo "Đang chuẩn bị môi trường (lần đầu khoảng một phút) · preparing the environment"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it: make run PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BIN)/python requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# The locks carry hashes and no index addresses; needs uv.
lock:
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11 pyproject.toml -o requirements.lock
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11 --extra dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) data/demo
