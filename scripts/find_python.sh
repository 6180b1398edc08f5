#!/bin/sh
# Prints a Python that can carry Nattero (3.11 or later, with venv and ensurepip); else says in one sentence what to install.
able='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'
for name in ${PYTHON:+"$PYTHON"} python3.13 python3.12 python3.11 python3 python3.14; do
  if "$name" -c "$able" >/dev/null 2>&1; then
    command -v "$name"
    exit 0
  fi
done

recent='import sys; sys.exit(sys.version_info < (3, 11))'
if [ "$(uname -s)" = Darwin ]; then
  echo "Nattero needs Python 3.11 or later: install it from python.org, or with 'brew install python@3.13', and try again." >&2
elif python3 -c "$recent" >/dev/null 2>&1; then
  echo "Nattero needs Python's venv module: install it with 'sudo apt install python3-venv' and try again." >&2
else
  echo "Nattero needs Python 3.11 or later: install it with 'sudo apt install python3 python3-venv' (Debian 12 or later) and try again." >&2
fi
exit 1
