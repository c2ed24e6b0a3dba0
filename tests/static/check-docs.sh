#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: check-docs.sh TREE
# Fails if a function that a header of src/ declares has no docstring.  What its name says
# already needs none: new, copy, clear, free, get, set, is, has, can, list, find, init,
# quark, finish, and the words, formats and parsers of present.
cd "$1/src" || exit 99
documented=$(mktemp)
trap 'rm -f "$documented"' EXIT
status=0

grep -rhoE '^ \* foyer_[a-z0-9_]+:' --include='*.[ch]' . | tr -d ' *:' | sort -u > "$documented"

for header in */*.h; do
  case $header in *-private.h) continue ;; esac
  # Join the lines of a declaration, drop comments and macros, keep the function's name.
  missing=$(sed -e 's|/\*.*\*/||' -e '/\/\*/,/\*\//d' -e '/^#/d' -e '/^G_\|^FOYER_/d' "$header" |
    tr '\n' ' ' | tr ';{}' '\n\n\n' | grep -v typedef |
    grep -oE '\bfoyer_[a-z0-9_]+ +\(' | tr -d ' (' |
    grep -vE '_(new|copy|free|ref|unref|clear|quark|finish|init|get|find|can|get_type)$|_(get|set|is|has|can|list|find)_|^foyer_(words|format|parse)_' |
    grep -vxFf "$documented")
  for name in $missing; do
    echo "src/$header: $name has no docstring"
    status=1
  done
done

exit $status
