/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-audit-entry.h"

G_BEGIN_DECLS

char      *foyer_audit_words_title (FoyerAuditEntry *entry);
GPtrArray *foyer_audit_words_changes (FoyerAuditEntry *entry);
GPtrArray *foyer_audit_words_corrections (FoyerAuditEntry *entry);

G_END_DECLS
