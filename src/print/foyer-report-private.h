/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print/foyer-slip.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/* A report on money while it is read: what its parts have in common. */
typedef struct
{
  FoyerDb     *db;     /* (unowned) */
  FoyerClinic *clinic; /* (owned) */
  FoyerZone   *zone;   /* (unowned) */
  GPtrArray   *staff;  /* (owned) of FoyerUser */
  FoyerSlip   *slip;   /* (owned) */
} FoyerReport;

gboolean foyer_report_prepare (FoyerReport *self, FoyerDb *db, GError **error);
void foyer_report_put_head (FoyerReport *self, const char *title, const char *subject);
gboolean    foyer_report_begin (FoyerReport *self,
                                FoyerDb     *db,
                                const char  *title,
                                const char  *subject,
                                GError     **error);
FoyerSlip  *foyer_report_finish (FoyerReport *self);
void        foyer_report_clear (FoyerReport *self);
const char *foyer_report_name_staff (FoyerReport *self, gint64 id);
char       *foyer_report_format_money (FoyerReport *self, gint64 minor);
void        foyer_report_put_money (FoyerReport  *self,
                                    FoyerPenStyle style,
                                    const char   *label,
                                    gint64        minor);
void        foyer_report_put_in_out (FoyerReport  *self,
                                     FoyerPenStyle style,
                                     const char   *label,
                                     gint64        in_minor,
                                     gint64        out_minor);
char       *foyer_report_describe_days (int first_day, int n_days);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerReport, foyer_report_clear)

G_END_DECLS
