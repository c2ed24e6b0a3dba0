/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-tongue.h"
#include "print/foyer-pen.h"
#include "print/foyer-print-kind.h"

G_BEGIN_DECLS

/**
 * FoyerSlip:
 *
 * A paper of the clinic about money: paragraphs and rows below a letterhead.
 */
typedef struct _FoyerSlip FoyerSlip;

/**
 * FoyerSlipColumn:
 * @share: of the width; 0 in a table: as wide as what stands in it
 * @at_end: the text stands at the side on which lines end, as amounts do
 *
 * A column of a row.
 */
typedef struct
{
  double   share;
  gboolean at_end;
} FoyerSlipColumn;

FoyerSlip  *foyer_slip_new (FoyerClinic *clinic, FoyerTongue *tongue, const char *title);
void        foyer_slip_free (FoyerSlip *self);
const char *foyer_slip_get_title (FoyerSlip *self);
void        foyer_slip_put (FoyerSlip *self, FoyerPenStyle style, const char *text);
void        foyer_slip_put_pair (FoyerSlip    *self,
                                 FoyerPenStyle style,
                                 const char   *label,
                                 const char   *value);
void        foyer_slip_put_row (FoyerSlip             *self,
                                FoyerPenStyle          style,
                                const FoyerSlipColumn *columns,
                                guint                  n_columns,
                                const char *const     *texts);
void        foyer_slip_put_rule (FoyerSlip *self);
void        foyer_slip_put_gap (FoyerSlip *self);
void        foyer_slip_put_subject (FoyerSlip *self, const char *subject);
void        foyer_slip_begin_table (FoyerSlip             *self,
                                    const FoyerSlipColumn *columns,
                                    guint                  n_columns,
                                    const char *const     *headings);
void
foyer_slip_put_cells (FoyerSlip *self, FoyerPenStyle style, const char *const *texts);
void foyer_slip_put_group (FoyerSlip *self, const char *text);
void foyer_slip_end_table (FoyerSlip *self);
void foyer_slip_keep (FoyerSlip *self);
void foyer_slip_put_code (FoyerSlip *self, const char *code, const char *title, ...)
    G_GNUC_NULL_TERMINATED;
gboolean foyer_slip_write_pdf (FoyerSlip  *self,
                               const char *path,
                               FoyerPaper  paper,
                               GError    **error);

extern const FoyerPrintKind foyer_slip_print_kind;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSlip, foyer_slip_free)

G_END_DECLS
