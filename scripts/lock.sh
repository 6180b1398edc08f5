#!/usr/bin/env bash
# Makes the two lock files anew: names, versions and hashes for every platform, and no addresses. Needs uv.
set -euo pipefail
cd "$(dirname "$0")/.."

lock() { # lock NAME INPUT...: what the inputs ask for -> NAME.lock
  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
    --no-annotate --upgrade "${@:2}" --output-file "$1.lock"
}

lock requirements pyproject.toml requirements.in
lock requirements-dev pyproject.toml requirements.in requirements-dev.in --constraint requirements.lock
lock requirements-bench --group bench --constraint requirements-dev.lock
if grep -n '://' requirements.lock requirements-dev.lock requirements-bench.lock; then
  echo "A lock must not hold addresses." >&2
  exit 1
fi
