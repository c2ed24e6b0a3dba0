#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: check-potfiles.sh TREE
# Fails unless po/POTFILES.in lists, in order, exactly the files that have strings to translate,
# or if a string to translate is joined with a macro.
cd "$1" || exit 99
wanted=$(mktemp); listed=$(mktemp)
trap 'rm -f "$wanted" "$listed"' EXIT

export LC_ALL=C
{
  grep -lrE '(^|[^A-Za-z0-9_])(_|C_|N_|NC_|g_dngettext|g_dpgettext2?|ngettext) \(' src --include='*.c'
  grep -lr 'translatable="yes"' data --include='*.ui'
  find data -name '*.desktop.in' -o -name '*.metainfo.xml.in'
} 2>/dev/null | sort > "$wanted"
grep -vE '^(#|$)' po/POTFILES.in > "$listed"

if grep -rnE '\b(_|C_|N_|NC_|ngettext) \(("[^"]*", )?"[^"]*" [A-Z_]+( "|\))' src --include='*.c'; then
  echo 'a string that is joined with a macro is not collected whole'
  exit 1
fi

if ! diff -u --label po/POTFILES.in --label 'files with strings' "$listed" "$wanted"; then
  echo 'po/POTFILES.in does not list, in order, the files with strings to translate'
  exit 1
fi
