#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: check-api.sh TREE
# Fails on API that GTK or libadwaita has since deprecated and that has an equal on GTK 4.8,
# on conditional compilation by version, and on C functions that have a safer equal.
cd "$1" || exit 99
status=0

# What is wrong; the findings are on standard input.
refuse ()
{
  found=$(cat)
  [ -z "$found" ] && return
  printf '%s:\n%s\n' "$1" "$found"
  return 1
}

search ()
{
  grep -nEr --include='*.[ch]' --include='*.ui' "$@"
}

search -e '\bGtk(Dialog|MessageDialog|TreeView|TreeModel|TreeStore|ListStore|IconView|CellRenderer|CellView|ComboBox|EntryCompletion|InfoBar|Statusbar|Assistant|AppChooser|ColorButton|ColorChooser|FontButton|FontChooser|LockButton|VolumeButton)' \
  -e 'Adw(Leaflet|Flap|Squeezer|ViewSwitcherTitle|MessageDialog|PreferencesWindow|AboutWindow)' \
  -e 'gtk_widget_(show|hide|get_allocat|translate_coordinates|get_style_context)' \
  -e 'gtk_(dialog|message_dialog|tree_view|list_store|combo_box|info_bar|entry_completion)_' \
  -e 'gtk_(show_uri|css_provider_load_from_data|image_new_from_pixbuf|picture_new_for_pixbuf|window_present_with_time)' \
  -e 'adw_(leaflet|flap|squeezer|message_dialog|preferences_window|about_window)_' \
  -e 'adw_(action|expander)_row_(set|get)_icon_name|adw_expander_row_add_action' \
  -e 'gtk_style_context_(add|remove)_class' src data | refuse 'deprecated after GTK 4.8 or libadwaita 1.2' || status=1

search 'GtkFileChooser|gtk_file_chooser' src data | grep -v '^src/ui/foyer-file-dialog\.' |
  refuse 'only ui/foyer-file-dialog.c knows the file chooser' || status=1

search '(GTK|ADW|GLIB|GDK)_CHECK_VERSION|_MAJOR_VERSION' src | refuse 'no conditional compilation by version' || status=1

search '\b(sprintf|strcpy|strcat|strtok|gets|atoi|atol|system|popen) \(' src | refuse 'has a safer equal' || status=1

exit $status
