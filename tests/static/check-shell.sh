#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: check-shell.sh TREE
# Fails if shellcheck finds fault with a script.
cd "$1" || exit 99
command -v shellcheck >/dev/null || { echo 'shellcheck is not installed'; exit 77; }
grep -lrE '^#!/bin/(ba)?sh' . --exclude-dir='build*' --exclude-dir='.git' |
  xargs -r shellcheck -x --source-path=SCRIPTDIR --exclude=SC1007,SC2013,SC2016,SC2020,SC2044,SC2046,SC2155 || exit 1
