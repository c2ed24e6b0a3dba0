/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-article.h"
#include "present/foyer-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerHandoutGiving:
 * @patient_id: who is given the article; 0: nobody, it is only printed
 * @booking_id: the visit that it belongs to, 0 if none
 * @handout_id: what was queued and is given now; 0: it was not
 *
 * What is noted once an article is printed.
 */
typedef struct
{
  gint64 patient_id;
  gint64 booking_id;
  gint64 handout_id;
} FoyerHandoutGiving;

void foyer_handout_printer_print (gpointer                  widget,
                                  FoyerSession             *session,
                                  FoyerArticle             *article,
                                  gboolean                  large_print,
                                  const FoyerHandoutGiving *giving);
void foyer_handout_printer_save (gpointer      widget,
                                 FoyerSession *session,
                                 FoyerArticle *article,
                                 gboolean      large_print);

G_END_DECLS
