#!/bin/sh
# Runs a command with a PostgreSQL of its own: made in a temporary folder, reachable through a socket there alone, and
# gone afterwards. STORE_TEST_URL names it. As root on Debian or Ubuntu, PostgreSQL is installed first where it is missing.
set -eu

find_programs() {
  for folder in "$(dirname "$(command -v initdb 2>/dev/null || echo /nowhere/initdb)")" \
    /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin; do
    if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then
      programs=$folder
      return 0
    fi
  done
  return 1
}

if ! find_programs && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing PostgreSQL for the tests of the store: this happens once." >&2
  apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >&2
fi
if ! find_programs; then
  echo "These tests need PostgreSQL: install it with 'apt install postgresql' (Debian, Ubuntu) or 'brew install postgresql' (macOS)." >&2
  exit 1
fi

# PostgreSQL refuses to run as root.
owner() {
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

folder=$(mktemp -d)
[ "$(id -u)" = 0 ] && chown postgres "$folder"
stop() {
  owner "$programs/pg_ctl" --pgdata "$folder/data" --mode immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 1' HUP INT TERM

owner "$programs/initdb" --pgdata "$folder/data" --username tests --auth trust --no-sync --encoding UTF8 --no-locale >/dev/null
owner "$programs/pg_ctl" --pgdata "$folder/data" --wait --log "$folder/log" \
  --options "-k $folder -c listen_addresses= -c fsync=${FSYNC:-off}" start >/dev/null
STORE_TEST_URL="postgresql://tests@/postgres?host=$folder" "$@"
