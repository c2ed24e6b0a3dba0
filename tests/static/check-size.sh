#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: check-size.sh TREE
# Fails if a source file has more than 600 lines, or a layer more than 60 files of a kind:
# then it holds more than one noun, or more than one aggregate.
cd "$1" || exit 99
large=$(find src tests -name '*.[ch]' -exec awk 'END { if (FNR > 600) print FILENAME ": " FNR " lines" }' {} \;)
[ -z "$large" ] || { echo "$large"; echo 'split by concern: at most 600 lines a file'; exit 1; }
