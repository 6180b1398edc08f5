# The ways in. Each sets up what it needs first (.venv, from the locks) and does nothing twice.
.DEFAULT_GOAL := help
.PHONY: help run setup setup-run test coverage check format bench docs wheel messages lock clean

PYTHON_FOUND = $$(sh scripts/find_python.sh)
BIN := .venv/bin

help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: setup-run ## Set up and serve Nattero on http://127.0.0.1:8765
	@trap : INT; $(BIN)/nattero serve || [ $$? -eq 130 ]

setup-run:
	@python=$(PYTHON_FOUND) && "$$python" scripts/bootstrap.py run

setup: ## Set up only: .venv with Nattero and all that changing it needs
	@python=$(PYTHON_FOUND) && "$$python" scripts/bootstrap.py dev

test: setup ## Run every test, the ones in a real browser included
	@$(BIN)/python scripts/browser.py
	@$(BIN)/python -m pytest -n 2 --dist worksteal -q $(ARGS)

coverage: setup ## Run every test and say which lines and branches none has reached
	@$(BIN)/python scripts/browser.py
	@$(BIN)/python -m pytest -n 2 --dist worksteal -q --cov --cov-report=term $(ARGS)

check: setup ## Look at format, lint, types, import contract and pack
	@sh scripts/check.sh

format: setup ## Format the code, and mend what the linter can mend
	@$(BIN)/ruff format -q . && $(BIN)/ruff check -q --fix .

bench: setup ## Measure, and write docs/benchmarks.md
	@$(BIN)/python scripts/browser.py
	@$(BIN)/python -m bench

docs: setup ## Write the generated pages of docs/
	@$(BIN)/python scripts/docs.py

wheel: setup ## Build the wheel into dist/
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist . >/dev/null && ls dist/*.whl

messages: setup ## Collect the pages' words into the catalogues
	@$(BIN)/python scripts/messages.py

lock: ## Renew the locks (needs uv)
	@bash scripts/lock.sh

clean: ## Remove all that make has made
	@rm -rf .venv .setup.lock dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@rm -rf src/nattero/web/static/fonts && find src -name '*.mo' -delete
