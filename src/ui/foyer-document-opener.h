/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-document.h"
#include "present/foyer-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FOYER_TYPE_DOCUMENT_OPENER (foyer_document_opener_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerDocumentOpener, foyer_document_opener, FOYER, DOCUMENT_OPENER, GObject)

FoyerDocumentOpener *foyer_document_opener_new (FoyerSession *session);
void                 foyer_document_opener_open (FoyerDocumentOpener *self,
                                                 FoyerDocument       *document,
                                                 GtkWidget           *widget);
char                *foyer_document_opener_write (FoyerDocumentOpener *self,
                                                  FoyerDocument       *document,
                                                  GBytes              *content,
                                                  GError             **error);

G_END_DECLS
