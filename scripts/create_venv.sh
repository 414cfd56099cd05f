#!/bin/sh
# Makes the virtual environment named by $1, unless a working one is there. One left half made is made anew.
set -eu

"$1/bin/python" -m pip --version >/dev/null 2>&1 && exit 0
python=$(sh scripts/find_python.sh)
echo "Making $1 with $python: this happens once."
"$python" -m venv --clear "$1"
