# The two commands of the README: `make exemple` and `make test`. Both do all the set-up, in .venv.
# Paths are relative: the folder's own name may hold spaces and accents.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
export PIP_CONSTRAINT := constraints.txt
export PYTHONUTF8 := 1

SOURCES := pyproject.toml README.md $(shell find src modeles schemas -type f -not -path '*/__pycache__/*' | sed 's/ /\\ /g')

.PHONY: exemple programme candidatures test longues lint attendus bench clean

exemple: .venv/delib
	$(BIN)/delib build examples/deliberation-conseil.yaml examples/deliberation-bureau.yaml -o sortie --ecraser

# A whole programme: read across, then built.
programme: .venv/delib
	$(BIN)/delib check examples/programme/dossier.yaml
	$(BIN)/delib build examples/programme/dossier.yaml -o sortie/programme --ecraser

# The filled forms of examples/programme, made again from invented candidacies: after any change of the form's template.
candidatures: .venv/delib
	$(BIN)/python outils/candidatures.py

test: .venv/outils lint
	$(BIN)/python -m pytest -n auto --ignore=tests/longues

# What would make `make test` longer than ten minutes: pages drawn by LibreOffice and judged, PDF files by the hundred.
longues: .venv/outils
	$(BIN)/python -m pytest -n auto --dist loadfile tests/longues

lint: .venv/outils
	$(BIN)/ruff format --check src tests
	$(BIN)/ruff check src tests
	$(BIN)/mypy

# Writes the golden outlines again from what is printed now: read the difference before you commit it.
attendus: .venv/outils
	DELIB_ATTENDUS=ecrire $(BIN)/python -m pytest -q tests/test_golden.py tests/test_docs.py tests/test_vocabulary.py

bench: .venv/outils
	$(BIN)/python tests/benchmarks/report.py
	$(BIN)/python tests/benchmarks/series.py
	$(BIN)/python tests/benchmarks/pdf.py
	$(BIN)/python tests/benchmarks/tampons.py
	$(BIN)/python tests/benchmarks/accuses.py
	$(BIN)/python tests/benchmarks/accuses_pdf.py
	$(BIN)/python tests/benchmarks/typographie.py
	$(BIN)/python tests/benchmarks/references.py
	$(BIN)/python tests/benchmarks/communes.py

.venv/base: constraints.txt
	$(PYTHON) -m venv .venv
	$(PIP) install hatchling
	@touch $@

# The wheel, not an editable install: in a folder with an accent, the latter stops Python under LC_ALL=C.
.venv/delib: .venv/base $(SOURCES)
	rm -rf build/delib-*.whl
	$(PIP) wheel --no-build-isolation --no-deps -w build .
	$(PIP) install build/delib-*.whl
	$(PIP) install --force-reinstall --no-deps build/delib-*.whl
	@touch $@

.venv/outils: .venv/delib tests/requirements.txt
	$(PIP) install -r tests/requirements.txt
	@touch $@

clean:
	rm -rf .venv .outils tests/benchmarks/node/node_modules sortie build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
