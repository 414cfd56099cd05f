#!/bin/sh
# Prints a Python that can make the virtual environment, or says in one sentence what to install.
set -u

without_venv=
for name in python3.14 python3.13 python3.12 python3.11 python3; do
  # A name may be a version manager's shim that answers only with an error, so each is asked.
  version=$("$name" -c 'import sys; print("%d.%d" % sys.version_info[:2]); sys.exit(sys.version_info < (3, 11))' 2>/dev/null) || continue
  if "$name" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "$name"
    exit 0
  fi
  without_venv=$version
done

if [ -n "$without_venv" ]; then
  echo "Python $without_venv is here without its venv module: install it with 'apt install python$without_venv-venv'." >&2
else
  echo "Python 3.11 or newer is needed: install it with 'apt install python3 python3-venv' (Debian, Ubuntu) or 'brew install python' (macOS)." >&2
fi
exit 1
