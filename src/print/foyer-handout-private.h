/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-article-text.h"
#include "present/foyer-tongue.h"
#include "print/foyer-handout-paper.h"

G_BEGIN_DECLS

/* Everything that stands on the paper, in words. */
struct _FoyerHandoutPaper
{
  FoyerArticleText *text;          /* (owned) filled in */
  FoyerTongue      *tongue;        /* (owned) of what is not in the article */
  gboolean          right_to_left; /* that of the article */
  gboolean          large_print;
  char             *clinic;   /* (owned) (nullable) */
  char             *contact;  /* (owned) (nullable) phone and address, in lines */
  char             *title;    /* (owned) */
  char             *about;    /* (owned) how long it takes, which version it is */
  char             *mark;     /* (owned) (nullable) that nobody has reviewed it */
  char             *reviewed; /* (owned) (nullable) who has */
  char             *sources;  /* (owned) (nullable) in lines */
  char             *footer;   /* (owned) what stands below each page */
};

G_END_DECLS
