/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-article.h"
#include "model/foyer-clinic.h"
#include "print/foyer-print-kind.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/**
 * FoyerHandoutPaper:
 *
 * An article for patients as the clinic hands it over, on Letter or A4, in the usual size or in
 * large print.
 */
typedef struct _FoyerHandoutPaper FoyerHandoutPaper;

FoyerHandoutPaper *foyer_handout_paper_new (FoyerClinic  *clinic,
                                            GPtrArray    *services,
                                            FoyerArticle *article,
                                            const char   *reviewer,
                                            gboolean      large_print);
FoyerHandoutPaper *foyer_handout_paper_read (FoyerDb      *db,
                                             FoyerArticle *article,
                                             gboolean      large_print,
                                             GError      **error);
void               foyer_handout_paper_free (FoyerHandoutPaper *self);
const char        *foyer_handout_paper_get_title (FoyerHandoutPaper *self);
gboolean           foyer_handout_paper_write_pdf (FoyerHandoutPaper *self,
                                                  const char        *path,
                                                  FoyerPaper         paper,
                                                  GError           **error);

extern const FoyerPrintKind foyer_handout_print_kind;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerHandoutPaper, foyer_handout_paper_free)

G_END_DECLS
