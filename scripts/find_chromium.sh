#!/bin/sh
# Prints the Chromium or Chrome that the browser tests drive; as root on Debian or Ubuntu, installs it first.
set -u

find_browser() {
  for name in "${PROMO_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Chromium.app/Contents/MacOS/Chromium" \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    # Ubuntu's chromium-browser is a stub that only asks for a snap, so each is asked for its version.
    if [ -n "$name" ] && "$name" --version >/dev/null 2>&1; then
      command -v "$name"
      return 0
    fi
  done
  return 1
}

find_browser && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing chromium for the browser tests: this happens once." >&2
  apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >&2
  find_browser && exit 0
fi
echo "The browser tests need Chromium or Chrome: install it with 'apt install chromium' (Debian), 'snap install chromium' (Ubuntu) or 'brew install --cask chromium' (macOS), or set PROMO_CHROMIUM to its path." >&2
exit 1
