#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: check-po.sh TREE
# Fails if a translation has an error, or if a language that is kept complete is not.
complete='es'

cd "$1" || exit 99
for tool in xgettext msgmerge msgfmt; do
  command -v $tool >/dev/null || { echo "$tool is not installed"; exit 77; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

# The keywords are those of Meson's preset 'glib'.
xgettext --from-code=UTF-8 --add-comments --files-from=po/POTFILES.in --output="$work/foyer.pot" \
  --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 \
  --keyword=g_dcgettext:2 --keyword=g_dngettext:2,3 --keyword=g_dpgettext2:2c,3 \
  --flag=N_:1:pass-c-format --flag=C_:2:pass-c-format --flag=NC_:2:pass-c-format \
  --flag=g_dngettext:2:pass-c-format --flag=g_strdup_printf:1:c-format \
  --flag=g_string_printf:2:c-format --flag=g_string_append_printf:2:c-format \
  --flag=g_set_error:4:c-format --flag=g_error_new:3:c-format || exit 1

for language in $(grep -vE '^(#|$)' po/LINGUAS); do
  if ! msgfmt --check --output-file=/dev/null "po/$language.po"; then
    echo "po/$language.po: msgfmt --check found an error"
    status=1
    continue
  fi
  case " $complete " in *" $language "*) ;; *) continue ;; esac

  msgmerge --quiet --output-file="$work/$language.po" "po/$language.po" "$work/foyer.pot"
  counts=$(LC_ALL=C msgfmt --statistics --output-file=/dev/null "$work/$language.po" 2>&1)
  case $counts in
    *untranslated*|*fuzzy*)
      echo "po/$language.po: $counts"
      msgattrib --untranslated --no-wrap "$work/$language.po" | grep '^msgid "..*"' | head -n 10
      msgattrib --only-fuzzy --no-obsolete --no-wrap "$work/$language.po" | grep '^msgid "..*"' | head -n 10
      status=1 ;;
  esac
done

exit $status
