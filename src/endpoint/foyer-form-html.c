/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-form-page.h"

#include "model/foyer-phone.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Each colour has a contrast of at least 4.5 to what it stands on (WCAG 2.1, 1.4.3), in both
 * schemes; edges of fields have 3. */
static const char style[] =
    ":root{color-scheme:light dark;--ground:#f2f4f5;--card:#fff;--text:#1b1f23;"
    "--quiet:#4a5560;--edge:#6b7780;--line:#d5dade;--accent:#0b5c6b;--on-accent:#fff;"
    "--soft:#e4f1f3;--bad:#a3142a;--bad-soft:#fdecee}"
    "@media (prefers-color-scheme:dark){:root{--ground:#15191c;--card:#1f2529;"
    "--text:#eef1f3;--quiet:#b4bec6;--edge:#8b98a2;--line:#394249;--accent:#7fd3e0;"
    "--on-accent:#0b2329;--soft:#1d353b;--bad:#ff9aa5;--bad-soft:#3b2226}}"
    "@media (prefers-contrast:more){:root{--quiet:var(--text);--edge:var(--text);"
    "--line:var(--text)}}"
    "*{box-sizing:border-box}"
    "body{margin:0;background:var(--ground);color:var(--text);"
    "font:1rem/1.5 system-ui,sans-serif;overflow-wrap:break-word}"
    "header,main,footer{max-width:42rem;margin-inline:auto;padding-inline:1rem}"
    "header{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:baseline;"
    "padding-block:1rem}"
    "header p,nav ul{margin:0}"
    "header .clinic{font-weight:700;font-size:1.125rem}"
    "nav{margin-inline-start:auto}"
    "nav ul{display:flex;flex-wrap:wrap;gap:1rem;padding:0;list-style:none}"
    "main{background:var(--card);border:1px solid var(--line);border-radius:.75rem;"
    "padding-block:1.5rem 2rem}"
    "@media (min-width:44rem){main{padding-inline:2.5rem}"
    "header,footer{padding-inline:2.5rem}}"
    "@media (max-width:43.99rem){main{border-inline:0;border-radius:0}}"
    "footer{padding-block:1rem 2rem;color:var(--quiet);font-size:.875rem}"
    "h1{font-size:clamp(1.25rem,1rem + 3.5vw,1.75rem);line-height:1.2;margin:0 0 1rem}"
    "h2{font-size:1.25rem;line-height:1.3;margin:2rem 0 .5rem}"
    "p{margin:0 0 .75rem}"
    "a{color:var(--accent);text-underline-offset:.15em}"
    ":focus-visible{outline:.1875rem solid var(--accent);outline-offset:.125rem}"
    ".box{background:var(--soft);border-inline-start:.3125rem solid var(--accent);"
    "border-radius:.375rem;padding:1rem;margin-block:0 1rem}"
    ".box h2{margin-block:0 .5rem}"
    ".box :last-child{margin-block-end:0}"
    ".bad{background:var(--bad-soft);border-color:var(--bad)}"
    ".bad h2,.wrong{color:var(--bad)}"
    ".bad a{color:var(--bad)}"
    ".wrong{font-weight:700;margin:0 0 .375rem}"
    ".wrong::before{content:\"\\26A0\\FE0E  \"/\"\"}"
    ".field,fieldset{margin:0 0 1.25rem;padding:0;border:0;min-inline-size:0}"
    "label,legend{font-weight:600;padding:0}"
    ".field>label,legend{display:block;margin-block-end:.25rem}"
    ".hint{color:var(--quiet);margin:0 0 .375rem}"
    ".optional{font-weight:400;color:var(--quiet)}"
    "input,select,textarea,button{font:inherit;color:inherit}"
    "input:not([type=radio],[type=checkbox]),select,textarea{width:100%;min-height:2."
    "75rem;"
    "padding:.5rem .75rem;background:var(--card);border:1px solid var(--edge);"
    "border-radius:.375rem}"
    "[aria-invalid=true]{border:.125rem solid var(--bad)!important}"
    "textarea{min-height:8rem;resize:vertical;display:block}"
    ".parts{display:flex;flex-wrap:wrap;gap:.75rem}"
    ".parts .field{margin:0}"
    ".parts .field>label{font-weight:400}"
    ".parts .month{flex:1 1 8.5rem}"
    ".parts .day{width:4rem}"
    ".parts .year{width:5.5rem}"
    ".choices{display:flex;flex-wrap:wrap;column-gap:1.5rem}"
    ".choices.long{display:block}"
    ".choice{display:flex;gap:.625rem;align-items:flex-start;padding-block:.5rem}"
    ".choice label{font-weight:400}"
    ".choice "
    "input{flex:none;width:1.5rem;height:1.5rem;margin:0;accent-color:var(--accent)}"
    "button{min-height:3rem;padding:.625rem 1.75rem;border:.125rem solid transparent;"
    "border-radius:.375rem;background:var(--accent);color:var(--on-accent);font-weight:"
    "700;"
    "cursor:pointer}"
    ".phone{font-size:1.25rem;font-weight:700}"
    ".away{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);"
    "white-space:nowrap}"
    "@media print{header nav,button{display:none}main{border:0}}";

/**
 * foyer_form_html_add:
 * @html: what there is of a page
 * @format: HTML, in which the text of each `%s` is escaped
 * @...: what goes into it
 *
 * Adds to a page.  Nothing that somebody typed reaches a page in another way.
 */
void
foyer_form_html_add (GString *html, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list          arguments;

  va_start (arguments, format);
  text = g_markup_vprintf_escaped (format, arguments);
  va_end (arguments);
  g_string_append (html, text);
}

/**
 * foyer_form_page_dup_policy:
 *
 * Returns: (transfer full): the Content-Security-Policy of the pages, which allows their own
 *   style and nothing else
 */
char *
foyer_form_page_dup_policy (void)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *hash = NULL;
  guint8           digest[32];
  gsize            length = sizeof digest;

  g_checksum_update (sum, (const guchar *) style, -1);
  g_checksum_get_digest (sum, digest, &length);
  hash = g_base64_encode (digest, length);

  return g_strdup_printf (
      "default-src 'none'; style-src 'sha256-%s'; form-action 'self'; "
      "base-uri 'none'; frame-ancestors 'none'",
      hash);
}

/**
 * foyer_form_html_add_phone:
 * @html: what there is of a page
 * @self: the page
 *
 * Adds the clinic's number, if it is known, so that a phone can dial it.
 */
void
foyer_form_html_add_phone (GString *html, const FoyerFormPage *self)
{
  g_autofree char *digits = foyer_phone_dup_digits (self->clinic_phone);

  if (*digits != '\0')
    foyer_form_html_add (html, "<a dir=\"ltr\" href=\"tel:%s%s\">%s</a>",
                         *self->clinic_phone == '+' ? "+" : "", digits,
                         self->clinic_phone);
}

static void
add_languages (GString *html, const FoyerFormPage *self)
{
  const char *const *tags = foyer_form_languages_get_tags (self->languages);

  if (g_strv_length ((char **) tags) < 2)
    return;
  foyer_form_html_add (html, "<nav aria-label=\"%s\"><ul>", _ ("Language"));
  for (; *tags != NULL; tags++)
    foyer_form_html_add (html,
                         "<li><a href=\"%s?lang=%s\" lang=\"%s\" hreflang=\"%s\"%s>"
                         "%s</a></li>",
                         self->path, *tags, *tags, *tags,
                         g_str_equal (*tags, self->tag) ? " aria-current=true" : "",
                         foyer_form_languages_get_name (self->languages, *tags));
  foyer_form_html_add (html, "</ul></nav>");
}

/**
 * foyer_form_html_begin:
 * @html: where the page goes
 * @self: the page
 * @title: its heading
 * @has_problems: whether something is to be corrected, which its title says first
 */
void
foyer_form_html_begin (GString             *html,
                       const FoyerFormPage *self,
                       const char          *title,
                       gboolean             has_problems)
{
  g_autofree char *long_title = NULL;

  /* Translators: title of the page, %s is its heading */
  long_title =
      has_problems ? g_strdup_printf (_ ("Please correct: %s"), title) : g_strdup (title);
  foyer_form_html_add (html,
                       "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\"><head>"
                       "<meta charset=\"utf-8\"><title>%s",
                       self->tag, foyer_form_language_is_rtl (self->tag) ? "rtl" : "ltr",
                       long_title);
  if (self->clinic_name != NULL)
    foyer_form_html_add (html, " – %s", self->clinic_name);
  foyer_form_html_add (
      html, "</title><meta name=\"viewport\" content=\"width=device-width, "
            "initial-scale=1\"><meta name=\"robots\" content=\"noindex\"><style>");
  g_string_append (html, style);
  foyer_form_html_add (html, "</style></head>\n<body><header>");
  if (self->clinic_name != NULL)
    foyer_form_html_add (html, "<p class=\"clinic\" dir=\"auto\">%s</p>",
                         self->clinic_name);
  if (self->clinic_phone != NULL)
    {
      foyer_form_html_add (html, "<p>");
      foyer_form_html_add_phone (html, self);
      foyer_form_html_add (html, "</p>");
    }
  add_languages (html, self);
  foyer_form_html_add (html, "</header>\n<main><h1>%s</h1>\n", title);
}

/**
 * foyer_form_html_end:
 * @html: where the page goes
 * @self: the page
 */
void
foyer_form_html_end (GString *html, const FoyerFormPage *self)
{
  foyer_form_html_add (
      html, "</main>\n<footer><p>%s</p></footer></body></html>\n",
      _ ("Only what you enter in the form is stored, for the front desk of "
         "the clinic. This page sets no cookies."));
}
