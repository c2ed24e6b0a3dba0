#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: test-install.sh BUILD
# Installs into a folder that is thrown away, and looks for what a desktop and a shell expect.
set -u
build=$1
destination=$(mktemp -d "${TMPDIR:-/tmp}/foyer-install.XXXXXX") || exit 99
trap 'rm -rf "$destination"' EXIT

if ! DESTDIR=$destination meson install -C "$build" --no-rebuild --quiet >"$destination/log" 2>&1; then
  cat "$destination/log"
  exit 1
fi

status=0
for file in bin/foyer bin/foyer-endpoint bin/foyerctl \
  share/applications/org.foyerclinic.Foyer.desktop \
  share/dbus-1/services/org.foyerclinic.Foyer.service \
  share/glib-2.0/schemas/org.foyerclinic.Foyer.gschema.xml \
  share/icons/hicolor/scalable/apps/org.foyerclinic.Foyer.svg \
  share/icons/hicolor/symbolic/apps/org.foyerclinic.Foyer-symbolic.svg \
  share/locale/es/LC_MESSAGES/foyer.mo \
  share/man/man1/foyer.1 share/man/man1/foyer-endpoint.1 share/man/man1/foyerctl.1 \
  share/metainfo/org.foyerclinic.Foyer.metainfo.xml; do
  if [ -z "$(find "$destination" -path "*/$file" -type f)" ]; then
    echo "not installed: $file"
    status=1
  fi
done

program=$(find "$destination" -path '*/bin/foyer' -type f)
service=$(find "$destination" -name '*.service')
if ! grep -q "^Exec=${program#"$destination"} --gapplication-service\$" "$service"; then
  echo 'the D-Bus service starts another program:'
  cat "$service"
  status=1
fi

exit $status
