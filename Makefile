# Each target makes its own .venv; nothing but Python 3.11+, make and git is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MADE := $(VENV)/.made
RULES := .compiled/rules.bin
WHEEL := .wheel

.PHONY: demo test check fix expected corpus bench bench-cached browser accuracy fuzz mutants wheel clean

demo: $(RULES)  ## audit a reconstruction of Rakuten AI 3.0 as released
	@echo "Auditing a reconstruction of Rakuten AI 3.0 as released (about a second)"; echo
	@$(BIN)/auditor audit examples/01-rakuten-ai-3.0-as-released/repo; \
	code=$$?; echo; echo "auditor exited $$code (0 nothing found, 1 something was, 2 usage, 3 no audit)"; \
	test $$code -eq 1

test: $(RULES)  ## run the tests
	@echo "Running the tests (about 12 minutes, 1.4 GB of memory)"
	$(BIN)/pytest

check: $(MADE)  ## formatting, lint, types, layers, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

fix: $(MADE)  ## what ruff can mend by itself
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

expected: $(MADE)  ## rewrite what the examples print and the help in the README; look at the difference
	PYTHONPATH=tests $(BIN)/python tests/support/rewrite.py

corpus: $(MADE)  ## real wheels and license texts, other programs that read our formats; skipped where they are out of reach
	$(BIN)/pytest tests/corpus tests/hub -m corpus -v

bench: $(MADE)  ## build a wheel, install it with bytecode, and measure that: a cold start, the index, audits beside scancode's, cards
	$(BIN)/python benchmarks/wheel.py $(WHEEL)
	$(WHEEL)/bin/python benchmarks/cold.py
	$(WHEEL)/bin/python benchmarks/index.py
	$(WHEEL)/bin/python benchmarks/audit.py --scancode $(BIN)/scancode
	$(WHEEL)/bin/python benchmarks/releases.py
	$(WHEEL)/bin/python benchmarks/lineage.py
	$(WHEEL)/bin/python benchmarks/formats.py
	$(WHEEL)/bin/python benchmarks/report.py
	$(WHEEL)/bin/python benchmarks/cards.py

bench-cached: $(MADE)  ## memory and time of auditing a cache of 200 models, beside importing huggingface_hub; a wheel too
	$(BIN)/python benchmarks/wheel.py $(WHEEL)
	$(WHEEL)/bin/python benchmarks/cached.py

accuracy: $(MADE)  ## who names the right license, ours or the peers, on the same texts: benchmarks/ACCURACY.md, 20 minutes
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check licenseclassifier==2026.10.0
	$(BIN)/python benchmarks/accuracy.py

fuzz: $(MADE)  ## a million inputs to every parser and text stage, and 20,000 whole audits: benchmarks/FUZZ.md, half an hour
	$(BIN)/python benchmarks/fuzz.py

mutants: $(RULES)  ## put 300 faults into the code that decides verdicts: benchmarks/MUTANTS.md says which the tests notice
	$(BIN)/python benchmarks/mutants.py

browser: $(RULES)  ## the review file in a real Chromium, with axe-core from npm; skipped where either is missing
	-npm install --silent --no-save --no-package-lock axe-core
	$(BIN)/pytest tests/browser

wheel: $(MADE)  ## build the wheel
	$(BIN)/python -m build --wheel

clean:
	rm -rf $(VENV) .compiled .wheel dist build .corpus

$(MADE): pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not there: name a Python 3.11 or newer, as in: make PYTHON=python3.12 demo" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "auditor needs Python 3.11 or newer, and this is $$($(PYTHON) --version 2>&1): name another, as in: make PYTHON=python3.12 demo" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	{ echo "$(PYTHON) cannot make a virtual environment: install its venv module (Debian, Ubuntu: apt install python3-venv)" >&2; exit 1; }
	@echo "Setting up $(VENV) with $$($(PYTHON) --version) (about a minute, 920 MB; once)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

$(RULES): $(MADE) $(shell find rules -name '*.toml') $(wildcard auditor/model/*.py auditor/knowledge/*.py)
	@$(BIN)/python -m auditor.knowledge
