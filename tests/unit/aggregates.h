/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-aggregate.h"

G_BEGIN_DECLS

/* Random whole records that a database can hold, for tests of what stores and sends them. */
typedef struct _Aggregates Aggregates;

Aggregates     *aggregates_new (void);
void            aggregates_free (Aggregates *self);
FoyerAggregate *aggregates_make (Aggregates *self, const char *kind, const char *uid);
void            aggregates_assert_equal (FoyerAggregate *one, FoyerAggregate *other);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Aggregates, aggregates_free)

G_END_DECLS
