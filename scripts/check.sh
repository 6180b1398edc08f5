#!/bin/sh
# All that is looked at without running a test; goes on after a finding and ends with 1 if there was any.
cd "$(dirname "$0")/.." || exit 1
PATH="$PWD/.venv/bin:$PATH"
failed=0
look() { # look NAME COMMAND...
  name=$1
  shift
  if output=$("$@" 2>&1); then
    echo "ok      $name"
  else
    echo "failed  $name"
    printf '%s\n' "$output"
    failed=1
  fi
}
look format ruff format --check .
look lint ruff check .
look types mypy
look imports lint-imports
look pack nattero pack check
exit $failed
