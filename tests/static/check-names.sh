#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: check-names.sh TREE
# Fails if a source file does not begin with its licence, has another name than its kind of
# file has here, or a header has no #pragma once.
cd "$1" || exit 99
status=0

bad ()
{
  echo "$1: $2"
  status=1
}

for file in $(find src tests -name '*.[ch]'); do
  [ "$(head -n 1 "$file")" = '/* SPDX-License-Identifier: GPL-3.0-or-later */' ] ||
    bad "$file" 'the first line is not /* SPDX-License-Identifier: GPL-3.0-or-later */'
  case $file in
    src/*/foyer-*.[ch]|src/*/main.c|tests/*) ;;
    *) bad "$file" 'sources are called src/LAYER/foyer-NOUN.c' ;;
  esac
  case $file in
    *[!a-z0-9./-]*) bad "$file" 'names have small letters, digits and hyphens' ;;
    *.h) grep -q '^#pragma once$' "$file" || bad "$file" 'no #pragma once' ;;
  esac
done

for file in run check .ci/* tests/take-screenshot $(find tests \( -name '*.sh' -o -name '*.py' -o -name 'run-*' \) -type f); do
  [ ! -f "$file" ] || head -n 2 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' ||
    bad "$file" 'the licence is not in the first two lines'
done

for file in $(find data -name '*.ui' -o -name '*.svg' -o -name '*.css' -o -name '*.xml' -o -name '*.xml.in'); do
  head -n 3 "$file" | grep -q 'SPDX-License-Identifier: ' || bad "$file" 'no licence in the first three lines'
done

exit $status
