# `make run` and `make test` each do all the set-up; they need Python >= 3.11, pip and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup run test lint lessons bench lab pictures lock clean

setup: $(VENV)/.ready

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "newswalk needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

run: setup
	$(BIN)/newswalk run --out build

test: setup lint
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

lessons: setup
	$(BIN)/newswalk lessons --out lessons

bench: setup
	$(BIN)/python -m benchmarks

# make lab NOTEBOOKS=lessons opens the learners' copies; LAB="--no-browser --port 9000" is passed on.
NOTEBOOKS ?= notebooks
lab: setup
	JUPYTER_CONFIG_PATH="$(CURDIR)/notebooks/.jupyter" $(BIN)/jupyter lab $(NOTEBOOKS)/00_start_here.ipynb $(LAB)

pictures: run
	$(BIN)/python -m docs.pictures.make build

lock: setup
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra test --universal --python-version 3.11 --generate-hashes --no-header --upgrade -o requirements.lock

clean:
	rm -rf build lessons $(VENV)
