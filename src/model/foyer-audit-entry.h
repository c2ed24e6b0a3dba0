/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

#define FOYER_TYPE_AUDIT_ENTRY (foyer_audit_entry_get_type ())
G_DECLARE_FINAL_TYPE (FoyerAuditEntry, foyer_audit_entry, FOYER, AUDIT_ENTRY, FoyerRecord)

/**
 * FoyerAuditEntry:
 *
 * What somebody did or was refused; chained and never changed.
 */
struct _FoyerAuditEntry
{
  FoyerRecord parent_instance;

  gint64 at;          /* seconds since 1970-01-01 UTC */
  gint64 staff_id;    /* 0: the program itself */
  char  *staff_name;  /* (owned) (nullable) as it was */
  char  *role;        /* (owned) (nullable) */
  char  *action;      /* (owned) (nullable) nick of [enum@Action] */
  char  *outcome;     /* (owned) (nullable) `done` or `denied` */
  char  *record_kind; /* (owned) (nullable) */
  gint64 record_id;
  char  *changes; /* (owned) (nullable) JSON object: field to [old, new] */
  char  *reason;  /* (owned) (nullable) */
};

FoyerAuditEntry *foyer_audit_entry_new (void);

G_END_DECLS
