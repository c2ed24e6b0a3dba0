#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: check-format.sh TREE
# Fails if clang-format would change a C file, or if a text file has tabs, trailing blanks or
# no newline at its end.
cd "$1" || exit 99
status=0

if command -v clang-format >/dev/null; then
  find src tests -name '*.[ch]' -print0 | xargs -0 -r clang-format --dry-run -Werror || status=1
else
  echo 'clang-format is not installed'
  exit 77
fi

texts=$(find src data tests po ./*.md -type f \( -name '*.[ch]' -o -name '*.ui' -o -name '*.css' \
  -o -name '*.sh' -o -name '*.py' -o -name '*.xml' -o -name 'meson.build' -o -name '*.md' \) 2>/dev/null)
for text in $texts; do
  if grep -nE "$(printf '[ \t]+$|\t')" "$text" /dev/null; then
    echo "$text: tabs or blanks at the end of a line"; status=1
  fi
  [ -z "$(tail -c 1 "$text")" ] || { echo "$text: no newline at the end"; status=1; }
done

exit $status
