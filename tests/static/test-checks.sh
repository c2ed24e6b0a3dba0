#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: test-checks.sh CHECKS
# Shows that each check in the folder CHECKS passes a good tree and fails a bad one.
set -u
checks=$(cd "$1" && pwd) || exit 99
work=$(mktemp -d "${TMPDIR:-/tmp}/foyer-checks.XXXXXX") || exit 99
trap 'rm -rf "$work"' EXIT
number=0
tree=$work/tree
licence='SPDX-License-Identifier: GPL-3.0-or-later'

# A small tree in which every check finds what it looks for and nothing to object to.
good_tree ()
{
  rm -rf "$tree"
  mkdir -p "$tree/src/model" "$tree/src/store" "$tree/src/present" "$tree/src/ui" "$tree/data/ui" \
    "$tree/po" "$tree/tests/unit"
  cat > "$tree/.clang-format" < "$checks/../../.clang-format"
  cat > "$tree/src/model/foyer-noun.h" <<H
/* $licence */
#pragma once

#include <glib-object.h>

int foyer_noun_count (int n_seen);
H
  cat > "$tree/src/model/foyer-noun.c" <<H
/* $licence */
#include "model/foyer-noun.h"

/**
 * foyer_noun_count:
 * @n_seen: how many were seen
 *
 * Returns: one more
 */
int
foyer_noun_count (int n_seen)
{
  return n_seen + 1;
}
H
  cat > "$tree/src/present/foyer-words.c" <<H
/* $licence */
#include "model/foyer-noun.h"

#include <glib/gi18n-lib.h>

static const char *
get_word (void)
{
  return _ ("Noun");
}
H
  cat > "$tree/src/store/foyer-sql.h" <<H
/* $licence */
#pragma once

#include <sqlite3.h>
H
  cat > "$tree/data/ui/noun.ui" <<H
<?xml version="1.0" encoding="UTF-8"?>
<!-- $licence -->
<interface>
  <template class="FoyerNoun" parent="AdwActionRow">
    <property name="use-markup">false</property>
    <property name="title" translatable="yes">Noun</property>
    <child>
      <object class="GtkButton">
        <property name="icon-name">list-add-symbolic</property>
        <property name="tooltip-text" translatable="yes">Add</property>
      </object>
    </child>
  </template>
</interface>
H
  cat > "$tree/data/ui/foyer.gresource.xml" <<H
<?xml version="1.0" encoding="UTF-8"?>
<!-- $licence -->
<gresources>
  <gresource prefix="/org/foyerclinic/Foyer/ui">
    <file>noun.ui</file>
  </gresource>
</gresources>
H
  printf 'data/ui/noun.ui\nsrc/present/foyer-words.c\n' > "$tree/po/POTFILES.in"
  echo es > "$tree/po/LINGUAS"
  cat > "$tree/po/es.po" <<'H'
msgid ""
msgstr ""
"Project-Id-Version: foyer\n"
"PO-Revision-Date: 2026-11-23 08:00+0000\n"
"Last-Translator: Foyer\n"
"Language-Team: Spanish\n"
"Language: es\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "Noun"
msgstr "Sustantivo"

msgid "Add"
msgstr "Añadir"
H
}

verdict () # whether it is as wished, description
{
  number=$((number + 1))
  if [ "$1" = yes ]; then
    echo "ok $number - $2"
  else
    echo "not ok $number - $2"
    sed 's/^/# /' "$work/output"
  fi
}

# check, description: the tree as it lies there must fail
refuses ()
{
  "$checks/$1" "$tree" > "$work/output" 2>&1
  case $? in
    77) number=$((number + 1)); echo "ok $number - $1: $2 # SKIP $(tail -n 1 "$work/output")" ;;
    1) verdict yes "$1 refuses $2" ;;
    *) verdict no "$1 refuses $2" ;;
  esac
  good_tree
}

good_tree
for check in "$checks"/check-*; do
  "$check" "$tree" > "$work/output" 2>&1
  case $? in
    0) verdict yes "${check##*/} passes a good tree" ;;
    77) number=$((number + 1)); echo "ok $number - ${check##*/} # SKIP $(tail -n 1 "$work/output")" ;;
    *) verdict no "${check##*/} passes a good tree" ;;
  esac
done

noun=$tree/src/model/foyer-noun.c

sed -i 's|#include "model/foyer-noun.h"|&\n\n#include "store/foyer-db.h"|' "$noun"
refuses check-layers.sh 'an include that points upwards'
sed -i 's|#include "model/foyer-noun.h"|&\n\n#include <gtk/gtk.h>|' "$noun"
refuses check-layers.sh 'a library that the layer may not use'
printf '/* %s */\n#include "store/foyer-sql.h"\n' "$licence" > "$tree/src/ui/foyer-list.c"
refuses check-layers.sh 'SQL outside the store'
sed -i 's|return n_seen|g_message ("seen");\n  &|' "$noun"
refuses check-layers.sh 'a library that logs'
sed -i 's|return n_seen|return (int) g_get_real_time ();|' "$noun"
refuses check-layers.sh 'a library that reads the clock'
mkdir "$tree/src/misc"
refuses check-layers.sh 'a folder that is no layer'

sed -i 's/AdwActionRow/AdwPreferencesWindow/' "$tree/data/ui/noun.ui"
refuses check-api.sh 'a deprecated class in a template'
sed -i 's|return n_seen|gtk_widget_show (widget);|' "$noun"
refuses check-api.sh 'a deprecated function'
sed -i 's|return n_seen|return GTK_CHECK_VERSION (4, 10, 0)|' "$noun"
refuses check-api.sh 'conditional compilation by version'
sed -i 's|return n_seen|gtk_file_chooser_native_new ();|' "$noun"
refuses check-api.sh 'a file chooser outside its facade'
sed -i 's|return n_seen|return atoi ("1")|' "$noun"
refuses check-api.sh 'a C function that hides errors'

sed -i 's|  return n_seen|return n_seen|' "$noun"
refuses check-format.sh 'another layout'
printf '<!-- x -->\t\n' >> "$tree/data/ui/noun.ui"
refuses check-format.sh 'tabs and trailing blanks'

sed -i 1d "$tree/po/POTFILES.in"
refuses check-potfiles.sh 'a missing file'
echo src/store/foyer-sql.h >> "$tree/po/POTFILES.in"
refuses check-potfiles.sh 'a file without strings'
sed -i 's/_ ("Noun")/_ ("Noun" DASH "Verb")/' "$tree/src/present/foyer-words.c"
refuses check-potfiles.sh 'a string joined with a macro'
printf 'src/present/foyer-words.c\ndata/ui/noun.ui\n' > "$tree/po/POTFILES.in"
refuses check-potfiles.sh 'another order'

sed -i 's/^msgstr "Añadir"/msgstr ""/' "$tree/po/es.po"
refuses check-po.sh 'an untranslated string'
sed -i 's/^msgid "Add"/#, fuzzy\nmsgid "Add"/' "$tree/po/es.po"
refuses check-po.sh 'a fuzzy string'
printf '\n#, c-format\nmsgid "%%d nouns"\nmsgstr "%%s sustantivos"\n' >> "$tree/po/es.po"
refuses check-po.sh 'another format'

printf '#!/bin/sh\n# %s\nls $1\n' "$licence" > "$tree/tests/run-it"
refuses check-shell.sh 'an unquoted variable'

yes 'extern int more;' | head -n 700 >> "$noun"
refuses check-size.sh 'a long file'

sed -i '/^\/\*\*/,/^ \*\//d' "$noun"
refuses check-docs.sh 'a function without a docstring'

sed -i 1d "$noun"
refuses check-names.sh 'a file without its licence'
sed -i '/#pragma once/d' "$tree/src/model/foyer-noun.h"
refuses check-names.sh 'a header that can be included twice'
mv "$noun" "$tree/src/model/noun.c"
refuses check-names.sh 'a source with another name'

sed -i '/use-markup/d' "$tree/data/ui/noun.ui"
refuses check-ui.py 'a row that reads its title as markup'
sed -i '/tooltip-text/d' "$tree/data/ui/noun.ui"
refuses check-ui.py 'a button without a name'
sed -i 's/ translatable="yes">Noun/>Noun/' "$tree/data/ui/noun.ui"
refuses check-ui.py 'a string that nobody can translate'
sed -i '/<file>/d' "$tree/data/ui/foyer.gresource.xml"
refuses check-ui.py 'a template that is not in the resource'
sed -i '/<\/interface>/d' "$tree/data/ui/noun.ui"
refuses check-ui.py 'broken XML'

echo "1..$number"
