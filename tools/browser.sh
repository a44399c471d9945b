#!/bin/sh
# Puts a Chromium on this machine for the browser tests, if it may: Debian's own package, as root.
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    wait="-o DPkg::Lock::Timeout=300"
    if apt-get $wait install -y -qq --no-install-recommends chromium fonts-liberation >/dev/null 2>&1; then
        exit 0
    fi
    apt-get $wait update -qq >/dev/null 2>&1
    apt-get $wait install -y -qq --no-install-recommends chromium fonts-liberation >/dev/null && exit 0
fi
echo "*** No Chromium here, and this user can't install one: browser tests are LEFT OUT." >&2
echo "*** On Debian: sudo apt-get install chromium" >&2
