#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: mutate.py NAME SOURCE TARGET

Writes SOURCE to TARGET with one rule of sync broken, so that the tests can be tested: the
simulation has to notice each of them.  Fails if the text that carries the rule is not there
exactly once: then whoever changed it says here how to break it now.

Edits by list index ("patch by index") need no mutant: sync sends no patches.
"""
import sys

MUTANTS = {
    # Two desks take the same money from a gift card.
    'blind-card': [('call->if_match = g_strdup (foyer_resource_version (base));', '')],
    # An entry whose answer was lost is given up.
    'forgets-entry': [(
        'case FOYER_OUTCOME_STOP:\n    default:\n      return FALSE;\n    }\n}\n\n'
        'static gboolean\nclear_mark',
        'case FOYER_OUTCOME_STOP:\n    default:\n'
        '      if (g_str_equal (parcel->record->kind, "ledger_entry"))\n'
        '        {\n'
        '          replica->state = FOYER_REPLICA_STATE_REFUSED;\n'
        '          foyer_sync_act (self, put_replica, parcel, NULL);\n'
        '        }\n'
        '      return FALSE;\n    }\n}\n\n'
        'static gboolean\nclear_mark')],
    # An entry comes to other desks without what the card terminal had given.
    'changes-entry': [('foyer_set_text (&entry->terminal_reference, terminal);', '')],
    # A deposit that two desks have given back is given back twice, and nobody is told.
    'silent-overdraft': [('self->overdrawn_minor +=', 'self->overdrawn_minor += 0 *')],
    # What is taken from a gift card is told before the card has counted it in.
    'entry-before-claim': [('*out_claimed = !at_risk;', '*out_claimed = TRUE;')],
    # A lost answer to a create makes a second record.
    'no-if-none-exist': [(
        'foyer_call_new ("POST", "%s", replica->type);\n'
        '      parcel->call->if_none_exist =\n'
        '          g_strdup_printf',
        'foyer_call_new ("POST", "%s", replica->type);\n'
        '      (void)\n'
        '          g_strdup_printf')],
    # The last one to write wins.
    'no-if-match': [(
        'parcel->call->if_match = g_strdup (replica->base_version);', '')],
    # What two desks changed is settled without telling anybody.
    'silent-conflict': [(
        'for (guint i = 0; i < clashes->len; i++)\n    {\n      FoyerFhirClash *clash',
        'for (guint i = clashes->len; i < clashes->len; i++)\n    {\n      FoyerFhirClash *clash')],
    # Whatever a server shows late is never seen.
    'no-lag': [('FOYER_SYNC_LAG_SECONDS * G_USEC_PER_SEC', '0')],
    # Rows that share the last instant of a page are skipped.
    'gt': [('_lastUpdated=ge%s&', '_lastUpdated=gt%s&')],
    # Rows that move while pages are read are skipped.
    'links': [
        ('if (last != 0 && last > foyer_resource_micros (pull->position))',
         'if (last < 0)'),
        ('else if (*n_rows < pull->max_rows)', 'else if (last < 0)')],
    # A server that gives fewer rows than it is asked for is not read to its end.
    'short-page': [(
        'done = link == NULL;',
        'done = link == NULL || '
        'json_array_size (json_object_get (bundle, "entry")) < n_rows;')],
    # A crash between the mark of how far the pull came and its rows loses the rows.
    'cursor-first': [
        ('  return foyer_sync_apply_page (pull->self, (json_t **) resources->pdata, '
         'resources->len,\n'
         '                                pull->name, keeps ? &pull->cursor : NULL, error);',
         '  if (keeps && !foyer_sync_act (pull->self, put_cursor, pull, error))\n'
         '    return FALSE;\n'
         '  return foyer_sync_apply_page (pull->self, (json_t **) resources->pdata, '
         'resources->len,\n'
         '                                pull->name, NULL, error);'),
        ('/* What a page brings.',
         'static gboolean\n'
         'put_cursor (FoyerAct *act, gpointer data, GError **error)\n'
         '{\n'
         '  Pull *pull = data;\n'
         '\n'
         '  return foyer_cursors_put (act, pull->name, &pull->cursor, error);\n'
         '}\n'
         '\n'
         '/* What a page brings.')],
    # After a crash nobody knows what was sent.
    'sent-not-kept': [(
        'replica->state = FOYER_REPLICA_STATE_OK;\n\n'
        '  return foyer_sync_act (self, put_replica, parcel, error);',
        'replica->state = FOYER_REPLICA_STATE_OK;\n\n'
        '  return TRUE;')],
    # Another version than the one expected: then make the record once more.
    'conflict-creates': [(
        'return foyer_sync_settle (self, replica, resource, error);',
        '{\n'
        '      foyer_set_text (&replica->remote_id, NULL);\n'
        '      return foyer_sync_act (self, put_replica, parcel, error);\n'
        '    }')],
    # What is written is lost with a backup that is put back, and nobody notices.
    'beacon-unsure': [(
        'default:\n'
        '          if (!foyer_sync_get (self, &now, error, "Basic/%s", id))\n'
        '            return FALSE;',
        'default:\n'
        '          self->raised = TRUE;\n'
        '          return TRUE;')],
    # After a backup was put back, an id that was given out again leads to another's record.
    'keeps-lost-id': [('foyer_set_text (&replica->remote_id, NULL);', '')],
    # The second thing to decide about a field takes the place of the first.
    'one-conflict': [('"AND mine IS ?6 AND', '"AND ifnull (?6, 1) NOT NULL AND')],
    # A visit is shown at a time that nobody has claimed.
    'tells-unclaimed': [(
        '*out_settled = is_settled (&want, &claim, found);', '*out_settled = TRUE;')],
    # A time that was just claimed is given back before the visit is told of.
    'sweeps-fresh': [(
        'return span->claimed_at >= self->now - FOYER_SYNC_LEFT_OVER_SECONDS;',
        'return FALSE;')],
    # Two programs sync one profile at once.
    'no-lock': [('flock (fd, LOCK_EX | LOCK_NB) == 0', 'TRUE')],
    # A copy of a profile goes on under the name of the original.
    'blind-twin': [('if (!is_own_token (self, basic))', 'if (!is_own_token (self, basic) && count < 0)')],
    # A time that somebody else has is claimed all the same.
    'blind-guard': [('if (blocker != NULL)', 'if (blocker != NULL && want->limit == 0)')],
}


def main ():
    name, source, target = sys.argv[1:]
    with open (source, encoding='utf-8') as file:
        text = file.read ()
    for old, new in MUTANTS[name]:
        if text.count (old) != 1:
            sys.exit (f'{source}: the rule of mutant {name} is there {text.count (old)} times, '
                      f'not once:\n{old}')
        text = text.replace (old, new)
    with open (target, 'w', encoding='utf-8') as file:
        file.write (text)


main ()
