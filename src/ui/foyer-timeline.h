/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_TIMELINE_ITEM (foyer_timeline_item_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerTimelineItem, foyer_timeline_item, FOYER, TIMELINE_ITEM, GObject)

/**
 * FoyerTimelineItem:
 *
 * Something that happened to, or is planned for, a patient.  With a title alone it is the
 * heading of what follows.
 */
struct _FoyerTimelineItem
{
  GObject parent_instance;

  gint64      at;          /* seconds since 1970-01-01 UTC, to sort by */
  const char *icon_name;   /* (nullable) static */
  char       *title;       /* (owned) */
  char       *subtitle;    /* (owned) (nullable) lines separated by newline */
  const char *badge;       /* (nullable) static: the state in a word */
  const char *badge_class; /* (nullable) static */
  char       *amount;      /* (owned) (nullable) money */
  const char *action;      /* (nullable) static: action that opens it */
  gint64      id;          /* parameter of @action */
};

FoyerTimelineItem *foyer_timeline_item_new (const char *icon_name, char *title);

#define FOYER_TYPE_TIMELINE (foyer_timeline_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTimeline, foyer_timeline, FOYER, TIMELINE, AdwBin)

GtkWidget *foyer_timeline_new (void);
void       foyer_timeline_set_empty (FoyerTimeline *self,
                                     const char    *icon_name,
                                     const char    *title,
                                     const char    *description);
void       foyer_timeline_show (FoyerTimeline *self, GPtrArray *items);

G_END_DECLS
