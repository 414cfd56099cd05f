#!/bin/sh
# Prints the exact version of every package that the Python $1 has, but for this project itself.
set -eu

echo "# Exact versions of everything the tests ran with: written by make constraints, not by hand."
# setuptools is there only because Python's own venv module may put it there.
exec "$1" -m pip --disable-pip-version-check freeze --all --exclude-editable --exclude setuptools
