# The ways in. Each sets up what it needs first (.venv, from the locks) and does nothing twice.
.DEFAULT_GOAL := help
.PHONY: help run setup setup-run test check format bench docs wheel messages lock clean

PYTHON_FOUND = $$(sh scripts/find_python.sh)
BIN := .venv/bin

help: ## Say what there is
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | while IFS="$$(printf '\t')" read -r name words; do printf '  make %-10s %s\n' "$$name" "$$words"; done

run: setup-run ## Set up and serve Nattero on http://127.0.0.1:8765
	@$(BIN)/nattero serve

setup-run:
	@python=$(PYTHON_FOUND) && "$$python" scripts/bootstrap.py run

setup: ## Set up only: .venv with Nattero and all that changing it needs
	@python=$(PYTHON_FOUND) && "$$python" scripts/bootstrap.py dev
