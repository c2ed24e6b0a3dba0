/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"
#include "model/foyer-service.h"

G_BEGIN_DECLS

#define FOYER_TYPE_ARTICLE (foyer_article_get_type ())
G_DECLARE_FINAL_TYPE (FoyerArticle, foyer_article, FOYER, ARTICLE, FoyerRecord)

/**
 * FoyerArticle:
 *
 * One version of an article for patients in one language.  What it says never changes: a change
 * is a new version.
 */
struct _FoyerArticle
{
  FoyerRecord parent_instance;

  char  *slug; /* (owned) (nullable) all versions and languages of it have it in common */
  char  *language;  /* (owned) (nullable) BCP 47 tag */
  gint64 version;   /* from 1 */
  char  *title;     /* (owned) (nullable) */
  char  *topics;    /* (owned) (nullable) what it is offered for, separated by commas */
  char  *sources;   /* (owned) (nullable) what it rests on, in lines */
  char  *body;      /* (owned) (nullable) CommonMark: see foyer_article_text_parse() */
  gboolean shipped; /* whether it came with Foyer */
  gint64   written_at;  /* 0 if it came with Foyer */
  gint64   staff_id;    /* who wrote it, 0 if it came with Foyer */
  gint64   reviewed_by; /* the clinician who has read it, 0 if none has */
  gint64   reviewed_at;
  gboolean withdrawn; /* whether it is no longer offered */
};

FoyerArticle *foyer_article_new (void);

guint    foyer_article_match (const char          *topics,
                              FoyerServiceCategory category,
                              const char          *reason);
gboolean foyer_article_is_language (const char *language);
gboolean foyer_article_same_language (const char *language, const char *other);

G_END_DECLS
