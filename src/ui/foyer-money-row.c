/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-money-row.h"

#include "present/foyer-format.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerMoneyRow:
 *
 * An amount of money as people type it.
 */
struct _FoyerMoneyRow
{
  FoyerEntryRow parent_instance;

  char    *currency; /* (owned) ISO 4217 */
  gint64   minor;    /* minor units */
  gboolean is_wrong; /* something is typed that is no amount */
};

typedef enum
{
  PROP_MINOR = 1,
} FoyerMoneyRowProperty;

static GParamSpec *properties[PROP_MINOR + 1];

G_DEFINE_FINAL_TYPE (FoyerMoneyRow, foyer_money_row, FOYER_TYPE_ENTRY_ROW)

static void
show_amount (FoyerMoneyRow *self)
{
  g_autofree char *text = foyer_format_money (self->minor, self->currency);

  foyer_entry_row_set_text (FOYER_ENTRY_ROW (self), text);
}

static void
foyer_money_row_typed (FoyerEntryRow *row)
{
  FoyerMoneyRow   *self = FOYER_MONEY_ROW (row);
  g_autofree char *typed = g_strstrip (g_strdup (foyer_entry_row_get_text (row)));
  gint64           minor = 0;

  self->is_wrong =
      *typed != '\0' && (!foyer_parse_money (typed, self->currency, &minor) || minor < 0);
  if (self->is_wrong || minor == self->minor)
    return;

  self->minor = minor;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MINOR]);
}

static void
foyer_money_row_left (FoyerEntryRow *row)
{
  if (foyer_money_row_validate (FOYER_MONEY_ROW (row)))
    show_amount (FOYER_MONEY_ROW (row));
}

static void
foyer_money_row_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch ((FoyerMoneyRowProperty) prop_id)
    {
    case PROP_MINOR:
      g_value_set_int64 (value, FOYER_MONEY_ROW (object)->minor);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
foyer_money_row_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch ((FoyerMoneyRowProperty) prop_id)
    {
    case PROP_MINOR:
      foyer_money_row_set_minor (FOYER_MONEY_ROW (object), g_value_get_int64 (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
foyer_money_row_finalize (GObject *object)
{
  g_free (FOYER_MONEY_ROW (object)->currency);

  G_OBJECT_CLASS (foyer_money_row_parent_class)->finalize (object);
}

static void
foyer_money_row_class_init (FoyerMoneyRowClass *klass)
{
  GObjectClass       *object_class = G_OBJECT_CLASS (klass);
  FoyerEntryRowClass *row_class = FOYER_ENTRY_ROW_CLASS (klass);

  object_class->get_property = foyer_money_row_get_property;
  object_class->set_property = foyer_money_row_set_property;
  object_class->finalize = foyer_money_row_finalize;
  row_class->typed = foyer_money_row_typed;
  row_class->left = foyer_money_row_left;

  /**
   * FoyerMoneyRow:minor:
   *
   * The amount in minor units of the currency.
   */
  properties[PROP_MINOR] = g_param_spec_int64 (
      "minor", NULL, NULL, 0, G_MAXINT64, 0,
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
foyer_money_row_init (FoyerMoneyRow *self)
{
  self->currency = g_strdup ("USD");
  gtk_entry_set_input_purpose (foyer_entry_row_get_delegate (FOYER_ENTRY_ROW (self)),
                               GTK_INPUT_PURPOSE_NUMBER);
}

/**
 * foyer_money_row_new:
 * @title: what the amount is
 * @currency: ISO 4217 code
 *
 * Returns: (transfer floating): a row with nothing typed
 */
GtkWidget *
foyer_money_row_new (const char *title, const char *currency)
{
  FoyerMoneyRow *self = g_object_new (FOYER_TYPE_MONEY_ROW, "title", title, NULL);

  foyer_money_row_set_currency (self, currency);

  return GTK_WIDGET (self);
}

void
foyer_money_row_set_currency (FoyerMoneyRow *self, const char *currency)
{
  g_free (self->currency);
  self->currency = g_strdup (currency);
}

gint64
foyer_money_row_get_minor (FoyerMoneyRow *self)
{
  return self->minor;
}

void
foyer_money_row_set_minor (FoyerMoneyRow *self, gint64 minor)
{
  self->is_wrong = FALSE;
  foyer_entry_row_set_error (FOYER_ENTRY_ROW (self), NULL);
  if (self->minor != minor)
    {
      self->minor = minor;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MINOR]);
    }
  show_amount (self);
}

/**
 * foyer_money_row_is_clear:
 * @self: a money row
 *
 * Returns: whether the row is empty, which is zero, or has an amount
 */
gboolean
foyer_money_row_is_clear (FoyerMoneyRow *self)
{
  return !self->is_wrong;
}

/**
 * foyer_money_row_validate:
 * @self: a money row
 *
 * Says in the row what is wrong if something is typed that is no amount.
 *
 * Returns: whether the row is empty, which is zero, or has an amount
 */
gboolean
foyer_money_row_validate (FoyerMoneyRow *self)
{
  g_autofree char *example = NULL, *sentence = NULL;

  if (!self->is_wrong)
    return TRUE;

  example = foyer_format_money (12500, self->currency);
  /* Translators: %s is an amount of money, as the locale writes it. */
  sentence =
      g_strdup_printf (_ ("This is no amount of money. Type it like %s."), example);
  foyer_entry_row_set_error (FOYER_ENTRY_ROW (self), sentence);

  return FALSE;
}
