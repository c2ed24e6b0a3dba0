/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-article-view.h"

#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

#define INDENT_PX 24

/**
 * FoyerArticleView:
 *
 * An article for patients as it will be read.
 */
struct _FoyerArticleView
{
  AdwBin parent_instance;

  GtkBox *box; /* (unowned) */
};

G_DEFINE_FINAL_TYPE (FoyerArticleView, foyer_article_view, ADW_TYPE_BIN)

static PangoAttrList *
create_attributes (const FoyerArticleBlock *block)
{
  PangoAttrList *list = pango_attr_list_new ();

  for (guint i = 0; i < block->runs->len; i++)
    {
      const FoyerArticleRun *run = &g_array_index (block->runs, FoyerArticleRun, i);
      PangoAttribute        *attributes[] = {
               run->strong ? pango_attr_weight_new (PANGO_WEIGHT_BOLD) : NULL,
        run->emphasis ? pango_attr_style_new (PANGO_STYLE_ITALIC) : NULL,
      };

      for (guint a = 0; a < G_N_ELEMENTS (attributes); a++)
        if (attributes[a] != NULL)
          {
            attributes[a]->start_index = run->start;
            attributes[a]->end_index = run->end;
            pango_attr_list_insert (list, attributes[a]);
          }
    }

  return list;
}

static GtkWidget *
create_label (const FoyerArticleBlock *block)
{
  static const char *const classes[] = { NULL, "title-2", "title-3", "title-4" };
  GtkWidget               *label = foyer_text_label_new (
                    block->text, block->kind == FOYER_ARTICLE_HEADING ? classes[block->level] : NULL);
  PangoAttrList *attributes = create_attributes (block);

  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  pango_attr_list_unref (attributes);
  gtk_widget_set_hexpand (label, TRUE);
  if (block->kind == FOYER_ARTICLE_HEADING)
    gtk_widget_set_margin_top (label, 12);

  return label;
}

static GtkWidget *
create_item (const FoyerArticleBlock *block)
{
  GtkWidget       *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *number = block->number > 0 ? g_strdup_printf ("%d.", block->number)
                            : block->number == 0 ? g_strdup (block->level > 1 ? "–" : "•")
                                                 : NULL;
  GtkWidget       *marker = gtk_label_new (number);

  gtk_widget_set_valign (marker, GTK_ALIGN_START);
  gtk_label_set_xalign (GTK_LABEL (marker), 1);
  gtk_widget_set_size_request (marker, INDENT_PX, -1);
  gtk_widget_set_margin_start (row, (block->level - 1) * INDENT_PX);
  gtk_box_append (GTK_BOX (row), marker);
  gtk_box_append (GTK_BOX (row), create_label (block));

  return row;
}

static void
foyer_article_view_class_init (FoyerArticleViewClass *klass)
{
}

static void
foyer_article_view_init (FoyerArticleView *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

GtkWidget *
foyer_article_view_new (void)
{
  return g_object_new (FOYER_TYPE_ARTICLE_VIEW, NULL);
}

/**
 * foyer_article_view_show:
 * @self: a view
 * @text: an article, filled in
 * @sources: (nullable): what it rests on, in lines
 *
 * Shows an article.
 */
void
foyer_article_view_show (FoyerArticleView *self,
                         FoyerArticleText *text,
                         const char       *sources)
{
  g_return_if_fail (FOYER_IS_ARTICLE_VIEW (self));

  foyer_widget_empty (self->box);
  for (guint i = 0; i < text->blocks->len; i++)
    {
      const FoyerArticleBlock *block = text->blocks->pdata[i];

      gtk_box_append (self->box, block->kind == FOYER_ARTICLE_ITEM
                                     ? create_item (block)
                                     : create_label (block));
    }
  if (sources == NULL)
    return;
  gtk_box_append (self->box, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (self->box,
                  foyer_text_label_new (C_ ("article", "Sources"), "caption-heading"));
  gtk_box_append (self->box, foyer_text_label_new (sources, "caption"));
}
