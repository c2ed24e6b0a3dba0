/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print/foyer-slip.h"
#include "tests/unit/desk.h"

G_BEGIN_DECLS

/* A name of many words, and one that nothing can break. */
#define PAPER_LONG_NAME                                                                  \
  "Wolfeschlegelsteinhausenbergerdorff-Vandenberghe y Rodríguez de la Concepción, "    \
  "Adaeze Chukwuemeka María del Pilar Ōtsuki-Þórðardóttir"
#define PAPER_LONG_WORD "Donaudampfschifffahrtselektrizitätenhaupt"

char *paper_run (const char *command);
char *paper_read_text (FoyerSlip *slip, FoyerPaper paper, const char *path);
void  paper_assert_says (const char *text, const char *part);
guint paper_assert_ink (const FoyerPrintKind *kind,
                        gconstpointer         document,
                        FoyerPaper            paper,
                        double                margin_pt);
void  paper_assert_inside (FoyerSlip *slip, FoyerPaper paper);
void  paper_fill_desk (Desk *desk, char **out_code);
void  paper_set_currency (Desk *desk, const char *currency);

G_END_DECLS
