/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-audit-entry.h"

static const FoyerField fields[] = {
  FOYER_FIELD_INTEGER (FoyerAuditEntry, "at", at),
  FOYER_FIELD_INTEGER (FoyerAuditEntry, "staff-id", staff_id),
  FOYER_FIELD_TEXT (FoyerAuditEntry, "staff-name", staff_name),
  FOYER_FIELD_TEXT (FoyerAuditEntry, "role", role),
  FOYER_FIELD_TEXT (FoyerAuditEntry, "action", action),
  FOYER_FIELD_TEXT (FoyerAuditEntry, "outcome", outcome),
  FOYER_FIELD_TEXT (FoyerAuditEntry, "record-kind", record_kind),
  FOYER_FIELD_OPTIONAL (FoyerAuditEntry, "record-id", record_id),
  FOYER_FIELD_TEXT (FoyerAuditEntry, "changes", changes),
  FOYER_FIELD_TEXT (FoyerAuditEntry, "reason", reason),
};

FOYER_DEFINE_RECORD (FoyerAuditEntry, foyer_audit_entry, "audit", fields)
