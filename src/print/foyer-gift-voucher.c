/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/foyer-gift-voucher.h"

#include "present/foyer-format.h"

#include <glib/gi18n-lib.h>

#define SAY(text) foyer_tongue_say (tongue, "gift voucher", text)

static char *
dup_validity (FoyerGiftCard *card, FoyerTongue *tongue)
{
  g_autofree char *date = NULL;
  int              day;

  if (card->expires_on == NULL || !foyer_day_parse (card->expires_on, &day))
    return g_strdup (SAY (NC_ ("gift voucher", "This card never expires.")));
  date = foyer_tongue_format_day (tongue, day);

  /* Translators: %s is a date. */
  return g_strdup_printf (SAY (NC_ ("gift voucher", "Valid through %s.")), date);
}

static void
put_terms (FoyerSlip *slip, FoyerClinic *clinic, FoyerTongue *tongue)
{
  g_auto (GStrv) lines = NULL;

  foyer_slip_put_gap (slip);
  foyer_slip_put (slip, FOYER_PEN_SUM, SAY (NC_ ("gift voucher", "Terms")));
  foyer_slip_put (slip, FOYER_PEN_BODY,
                  SAY (NC_ ("gift voucher",
                            "Whoever has the code can spend what is on this card, at "
                            "once or in parts.  Keep it like cash.  If you lose it, tell "
                            "us: with the receipt it can be replaced with what is left "
                            "on it.")));
  if (clinic->gift_terms == NULL)
    return;
  lines = g_strsplit (clinic->gift_terms, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    foyer_slip_put (slip, FOYER_PEN_BODY, lines[i]);
}

/**
 * foyer_gift_voucher_new:
 * @clinic: who sold it
 * @card: a gift card
 * @amount_minor: what is on it, minor units
 * @code: its code in groups, which is known only when it is made
 * @language: (nullable): BCP 47 tag of its language; `NULL`: that of the program
 *
 * Returns: (transfer full): the paper that is handed over as gift card
 */
FoyerSlip *
foyer_gift_voucher_new (FoyerClinic   *clinic,
                        FoyerGiftCard *card,
                        gint64         amount_minor,
                        const char    *code,
                        const char    *language)
{
  g_autoptr (FoyerTongue) tongue = foyer_tongue_new (language);
  const char      *title = SAY (NC_ ("gift voucher", "Gift card"));
  FoyerSlip       *slip = foyer_slip_new (clinic, tongue, title);
  g_autofree char *amount = foyer_format_money (amount_minor, card->currency);
  g_autofree char *validity = dup_validity (card, tongue);
  /* Translators: name of the clinic. */
  g_autofree char *place =
      g_strdup_printf (SAY (NC_ ("gift voucher", "To be spent at %s.")), clinic->name);

  foyer_slip_put_code (slip, code, title, amount, code, place, validity, NULL);
  put_terms (slip, clinic, tongue);

  return slip;
}
