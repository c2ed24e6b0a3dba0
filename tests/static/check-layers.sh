#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: check-layers.sh TREE
# Fails if a layer includes a header of a layer, or of a library, that it may not see, if
# anyone outside the store sees its SQL, or if a library logs or reads the clock.
cd "$1/src" || exit 99
status=0

# What is wrong; the findings are on standard input.
refuse ()
{
  found=$(cat)
  [ -z "$found" ] && return
  printf '%s:\n%s\n' "$1" "$found"
  return 1
}

# layer, the layers and then the libraries that it may include, as extended expressions
layer ()
{
  [ -d "$1" ] || return 0
  # Resources are made by the build and have no folder.
  grep -nE '^#include "' -r "$1" --include='*.[ch]' |
    grep -vE "#include \"(($1|$2)/|foyer-[a-z-]*resources?\.h\")" |
    refuse "$1 may not include" || status=1
  grep -nE '^#include <' -r "$1" --include='*.[ch]' |
    grep -E '<(gtk|gdk|gsk|adwaita|sqlite3|sodium|jansson|csv|cmark|libsoup|libsecret|gnutls|pango|cairo)' |
    grep -vE "#include <($3)" | refuse "$1 may not use" || status=1
}

layer base     'base'                                              'none'
layer model    'model'                                             'cmark'
layer store    'base|model'                                        'sqlite3|sodium'
layer fhir     'base|model'                                        'jansson'
layer exchange 'base|model|store|fhir'                             'jansson|csv'
layer sync     'base|model|store|fhir'                             'jansson|libsoup|libsecret|gnutls'
layer demo     'base|model|store'                                  'none'
layer present  'base|model|store'                                  'none'
layer print    'base|model|store|present'                             'pango|cairo'
layer ui       'base|model|store|exchange|demo|present|print'      'gtk|gdk|gsk|adwaita|pango|cairo'
layer app      'base|model|store|fhir|exchange|sync|demo|present|print|ui' 'gtk|gdk|gsk|adwaita'
layer ctl      'base|model|store|fhir|exchange|sync|demo|present|print' 'jansson'
layer endpoint 'base|model|fhir'                                   'sqlite3|sodium|jansson|libsoup'

for directory in */; do
  case $directory in
    base/|model/|store/|fhir/|exchange/|sync/|demo/|present/|print/|ui/|app/|ctl/|endpoint/) ;;
    *) echo "src/$directory is no layer" | refuse 'unknown layer' || status=1 ;;
  esac
done

grep -nE '#include "store/[a-z-]*(foyer-sql|foyer-schema|-private|-table)\.h' -r . --include='*.[ch]' |
  grep -v '^\./store/' | refuse 'only the store sees its private headers' || status=1

for library in base model store fhir exchange sync demo present print; do
  [ -d $library ] || continue
  grep -nE '\b(g_(debug|info|message|warning|critical|print|printerr)|printf|puts|perror) \(' \
    -r $library --include='*.c' | refuse "$library may not log" || status=1
done

# The session is where views ask what time it is.
for library in base model fhir exchange sync demo present print; do
  [ -d $library ] || continue
  grep -nE '\b(g_get_real_time|g_date_time_new_now[a-z_]*|clock_gettime|gettimeofday|time) \((NULL)?' \
    -r $library --include='*.c' | grep -vE '\btime \([^N]|^present/foyer-session\.c' | refuse "$library may not read the clock" || status=1
done

exit $status
