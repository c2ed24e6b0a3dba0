#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: check-ui.py TREE

Fails if a template in data/ui lets a title be read as markup, leaves a button without a
name for a screen reader, or shows a string that nobody can translate; or if a file of data/
is not well-formed XML, or a template is missing in the resource.
"""
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

ROWS = {'AdwPreferencesRow', 'AdwActionRow', 'AdwExpanderRow', 'AdwComboRow', 'AdwEntryRow',
        'AdwPasswordEntryRow'}
BUTTONS = {'GtkButton', 'GtkToggleButton', 'GtkMenuButton', 'AdwSplitButton'}
FIELDS = {'GtkEntry', 'GtkSearchEntry', 'GtkText', 'GtkSpinButton', 'GtkDropDown', 'GtkSwitch', 'GtkTextView',
          'GtkListView', 'GtkColumnView', 'GtkListBox', 'GtkGridView', 'GtkScale'}
SHOWN = {'label', 'title', 'subtitle', 'description', 'tooltip-text', 'placeholder-text', 'text'}

problems = []


def properties(element):
    return {child.get('name').replace('_', '-'): child for child in element.findall('property')}


def accessible_names(element):
    return {child.get('name') for box in element.findall('accessibility')
            for child in box if child.tag in ('property', 'relation')}


def check_object(path, element, kind, labelled):
    props = properties(element)
    name = element.get('id') or ''
    where = '%s: %s %s' % (path, kind, name)

    if kind in ROWS and (props.get('use-markup') is None or props['use-markup'].text not in ('false', 'False', '0')):
        problems.append(where + ': set use-markup to false, a title may hold what a person typed')

    named = accessible_names(element) & {'label', 'labelled-by'} or 'tooltip-text' in props or name in labelled
    if kind in BUTTONS and not named and 'icon-name' in props and 'label' not in props:
        problems.append(where + ': a button that is only an icon needs tooltip-text')
    if kind in FIELDS and not named and 'placeholder-text' not in props:
        problems.append(where + ': needs an accessible label')

    for prop in list(props.values()) + [p for box in element.findall('accessibility') for p in box.findall('property')]:
        text = (prop.text or '').strip()
        if (prop.get('name').replace('_', '-') in SHOWN and prop.get('translatable') != 'yes'
                and not len(prop) and re.search(r'[^\W\d_]{2}', text)):
            problems.append('%s: “%s” is not translatable' % (where, text))


def check_template(path):
    root = ElementTree.parse(path).getroot()
    labelled = {child.text for child in root.iter('property')
                if child.get('name') == 'mnemonic-widget' and child.text}
    for element in root.iter():
        if element.tag == 'object':
            check_object(path, element, element.get('class'), labelled)
        elif element.tag == 'template':
            check_object(path, element, element.get('parent') or '', labelled | {None, ''})


def main(tree):
    data = pathlib.Path(tree) / 'data'
    for path in sorted(data.rglob('*')):
        try:
            if path.suffix == '.ui':
                check_template(path)
            elif path.suffix == '.svg' or path.name.endswith(('.xml', '.xml.in')):
                ElementTree.parse(path)
        except ElementTree.ParseError as error:
            problems.append('%s: %s' % (path, error))

    resource = data / 'ui' / 'foyer.gresource.xml'
    listed = {file.text.strip() for file in ElementTree.parse(resource).getroot().iter('file')}
    for path in sorted((data / 'ui').rglob('*.ui')):
        if str(path.relative_to(data / 'ui')) not in listed:
            problems.append('%s: not in foyer.gresource.xml' % path)

    print('\n'.join(problems))
    return 1 if problems else 0


sys.exit(main(sys.argv[1]))
