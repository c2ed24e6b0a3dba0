#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: keyring.py open|locked

A keyring for tests: as much of the Secret Service as libsecret needs, in memory, on the
session bus.  Prints "ready".  A locked one has one secret of each kind that nobody gets at,
and a prompt that nobody answers."""
import sys

from gi.repository import Gio, GLib

ROOT = '/org/freedesktop/secrets'
COLLECTION = ROOT + '/collection/login'
ALIAS = ROOT + '/aliases/default'
XML = '''<node>
<interface name="org.freedesktop.Secret.Service">
 <method name="OpenSession"><arg type="s" direction="in"/><arg type="v" direction="in"/>
  <arg type="v" direction="out"/><arg type="o" direction="out"/></method>
 <method name="SearchItems"><arg type="a{ss}" direction="in"/>
  <arg type="ao" direction="out"/><arg type="ao" direction="out"/></method>
 <method name="Unlock"><arg type="ao" direction="in"/>
  <arg type="ao" direction="out"/><arg type="o" direction="out"/></method>
 <method name="GetSecrets"><arg type="ao" direction="in"/><arg type="o" direction="in"/>
  <arg type="a{o(oayays)}" direction="out"/></method>
 <method name="ReadAlias"><arg type="s" direction="in"/><arg type="o" direction="out"/></method>
 <property name="Collections" type="ao" access="read"/>
</interface>
<interface name="org.freedesktop.Secret.Collection">
 <method name="CreateItem"><arg type="a{sv}" direction="in"/><arg type="(oayays)" direction="in"/>
  <arg type="b" direction="in"/><arg type="o" direction="out"/><arg type="o" direction="out"/></method>
 <property name="Items" type="ao" access="read"/>
 <property name="Label" type="s" access="read"/>
 <property name="Locked" type="b" access="read"/>
 <property name="Created" type="t" access="read"/>
 <property name="Modified" type="t" access="read"/>
</interface>
<interface name="org.freedesktop.Secret.Item">
 <method name="Delete"><arg type="o" direction="out"/></method>
 <property name="Attributes" type="a{ss}" access="read"/>
 <property name="Label" type="s" access="read"/>
 <property name="Locked" type="b" access="read"/>
 <property name="Created" type="t" access="read"/>
 <property name="Modified" type="t" access="read"/>
</interface>
</node>'''

locked = sys.argv[1] == 'locked'
interfaces = {i.name.rsplit('.', 1)[1]: i for i in Gio.DBusNodeInfo.new_for_xml(XML).interfaces}
items = {}  # path: (attributes, secret); a locked keyring matches any search
bus = Gio.bus_get_sync(Gio.BusType.SESSION)


def get_property(_bus, _sender, path, _interface, name):
    attributes = items[path][0] if path in items else {}
    return {'Collections': GLib.Variant('ao', [COLLECTION]),
            'Items': GLib.Variant('ao', list(items)),
            'Label': GLib.Variant('s', 'Test'),
            'Locked': GLib.Variant('b', locked),
            'Created': GLib.Variant('t', 0),
            'Modified': GLib.Variant('t', 0),
            'Attributes': GLib.Variant('a{ss}', attributes)}[name]


def register(path, interface):
    bus.register_object(path, interfaces[interface], call, get_property, None)


def matches(wanted, attributes):
    return all(attributes.get(key) == value for key, value in wanted.items())


def call(_bus, _sender, path, _interface, method, arguments, invocation):
    given = arguments.unpack()
    reply = None
    if method == 'OpenSession':
        if given[0] != 'plain':
            invocation.return_dbus_error('org.freedesktop.DBus.Error.NotSupported', 'plain only')
            return
        reply = GLib.Variant('(vo)', (GLib.Variant('s', ''), ROOT + '/session/1'))
    elif method == 'SearchItems':
        found = [p for p, (a, _) in items.items() if locked or matches(given[0], a)]
        reply = GLib.Variant('(aoao)', ([], found) if locked else (found, []))
    elif method == 'Unlock':
        reply = GLib.Variant('(aoo)', ([], ROOT + '/prompt/1') if locked else (given[0], '/'))
    elif method == 'GetSecrets':
        found = {} if locked else {p: (ROOT + '/session/1', b'', items[p][1], 'text/plain')
                                   for p in given[0]}
        reply = GLib.Variant('(a{o(oayays)})', (found,))
    elif method == 'ReadAlias':
        reply = GLib.Variant('(o)', (COLLECTION,))
    elif method == 'CreateItem':
        if locked:
            invocation.return_dbus_error('org.freedesktop.Secret.Error.IsLocked', 'locked')
            return
        attributes = given[0]['org.freedesktop.Secret.Item.Attributes']
        secret = bytes(given[1][2])
        old = [p for p, (a, _) in items.items() if a == attributes] if given[2] else []
        item = old[0] if old else '%s/%d' % (COLLECTION, len(items) + 1)
        items[item] = (attributes, secret)
        if not old:
            register(item, 'Item')
        reply = GLib.Variant('(oo)', (item, '/'))
    elif method == 'Delete':
        del items[path]
        reply = GLib.Variant('(o)', ('/',))
    invocation.return_value(reply)


def owned(*_):
    print('ready', flush=True)


register(ROOT, 'Service')
register(COLLECTION, 'Collection')
register(ALIAS, 'Collection')
if locked:
    items[COLLECTION + '/1'] = ({}, b'')
    register(COLLECTION + '/1', 'Item')
Gio.bus_own_name_on_connection(bus, 'org.freedesktop.secrets', Gio.BusNameOwnerFlags.NONE,
                               owned, None)
GLib.MainLoop().run()
