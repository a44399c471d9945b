#!/bin/sh
# Puts a Chromium on this machine for the browser tests, if it may: Debian's own package, as root.
# Playwright drives it with a Node of its own, which needs libatomic: a small Debian has none.
wanted=""
found=""
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && found="$name"
done
[ -n "$found" ] || wanted="chromium fonts-liberation"
PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null | grep -q "libatomic\.so\.1" || wanted="$wanted libatomic1"
[ -n "$wanted" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    wait="-o DPkg::Lock::Timeout=300"
    if apt-get $wait install -y -qq --no-install-recommends $wanted >/dev/null 2>&1; then
        exit 0
    fi
    apt-get $wait update -qq >/dev/null 2>&1
    apt-get $wait install -y -qq --no-install-recommends $wanted >/dev/null && exit 0
fi
echo "*** Missing here, and this user can't install it: $wanted. Browser tests are LEFT OUT." >&2
echo "*** On Debian: sudo apt-get install $wanted" >&2
