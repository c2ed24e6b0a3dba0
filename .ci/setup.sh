# shellcheck shell=sh disable=SC2034
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by ./run and ./check: which packages Foyer needs, and how they come to be installed.
# The names are those of Debian 12.

build_packages='gcc libc6-dev meson ninja-build pkg-config gettext libxml2-utils
  libglib2.0-dev libgtk-4-dev libadwaita-1-dev libpango1.0-dev libcairo2-dev libqrencode-dev
  libsqlite3-dev libsodium-dev libjansson-dev libcsv-dev libcmark-dev
  libsoup-3.0-dev libsecret-1-dev libgnutls28-dev
  adwaita-icon-theme desktop-file-utils fonts-dejavu-core fonts-droid-fallback tzdata'

# A display that nobody sees, and a picture of what is on it.
display_packages='xvfb dbus-daemon x11-utils xdotool imagemagick'

test_packages="$display_packages clang clang-format shellcheck appstream
  at-spi2-core gir1.2-atspi-2.0 python3-gi libfaketime locales poppler-utils zbar-tools chromium"
# Another Node than Debian's has its own npm, beside which Debian's cannot be installed.
command -v node >/dev/null || test_packages="$test_packages nodejs"
command -v npm >/dev/null || test_packages="$test_packages npm"

# Prints the packages among its arguments that are not installed.
missing_packages ()
{
  for package; do
    dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
      printf '%s ' "$package"
  done
}

# Installs the packages among its arguments that are not installed, with sudo if need be.
install_packages ()
{
  command -v dpkg-query >/dev/null || return 0
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0

  as_root=
  if [ "$(id -u)" -ne 0 ]; then
    as_root=sudo
    if ! command -v sudo >/dev/null; then
      echo "These packages are needed, and sudo is not there to install them: $missing"
      return 1
    fi
  fi

  echo "Installing with apt (this can take some minutes): $missing"
  apt_log=$(mktemp)
  # shellcheck disable=SC2086
  if $as_root apt-get update -q >"$apt_log" 2>&1 &&
     $as_root env DEBIAN_FRONTEND=noninteractive \
       apt-get install -q -y --no-install-recommends $missing >>"$apt_log" 2>&1 </dev/null; then
    rm -f "$apt_log"
    return 0
  fi
  tail -n 15 "$apt_log"
  rm -f "$apt_log"
  echo "apt could not install all of: $missing"
  return 1
}

# directory, options of meson setup: configures the directory, again if it is there already.
configure ()
{
  directory=$1
  shift
  if [ -f "$directory/build.ninja" ]; then
    meson setup --reconfigure "$directory" "$@" && return 0
    rm -rf "$directory"
  fi
  meson setup "$directory" "$@"
}
