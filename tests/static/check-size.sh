#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: check-size.sh TREE
# Fails if a source file has more than 600 lines, not counting comments and empty lines: then
# it holds more than one noun.  A test may have 900.
cd "$1" || exit 99
large=$(find src tests -name '*.[ch]' -exec awk '
  /^ *\/\*/ { comment = 1 }
  !comment && NF { n++ }
  /\*\// { comment = 0 }
  END { if (n > (FILENAME ~ /^tests/ ? 900 : 600)) print FILENAME ": " n " lines" }' {} \;)
[ -z "$large" ] || { echo "$large"; echo 'split by concern: at most 600 lines a file'; exit 1; }
