#!/bin/sh
# Prints the paths of nginx, of its echo module (it delays answers) and of wrk, which the benches of reading need; as
# root on Debian or Ubuntu, installs them first.
set -u
PATH="$PATH:/usr/sbin:/usr/local/sbin"
MODULE=ngx_http_echo_module.so

find_tools() {
  for folder in "${PROMO_NGINX_MODULES:-}" /usr/lib/nginx/modules /usr/lib64/nginx/modules /usr/local/lib/nginx/modules; do
    if [ -f "$folder/$MODULE" ] && command -v nginx && echo "$folder/$MODULE" && command -v wrk; then
      return 0
    fi
  done
  return 1
}

found=$(find_tools) && echo "$found" && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing nginx, its echo module and wrk for the benches: this happens once." >&2
  command -v nginx >/dev/null 2>&1 && was_there=yes || was_there=
  apt-get update -qq >&2 &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      nginx-light libnginx-mod-http-echo wrk >&2
  # The package starts a server on port 80 of its own; the benches start theirs.
  [ -n "$was_there" ] || { command -v systemctl && systemctl disable --now nginx; } >/dev/null 2>&1
  found=$(find_tools) && echo "$found" && exit 0
fi
echo "The benches of reading need wrk, and nginx with its echo module: install them with 'apt install wrk nginx-light libnginx-mod-http-echo' (Debian, Ubuntu), or set PROMO_NGINX_MODULES to the folder that holds $MODULE." >&2
exit 1
