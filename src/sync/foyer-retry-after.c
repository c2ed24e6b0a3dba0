/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-retry-after.h"

#include <string.h>

#define MAX_SECONDS (24 * 60 * 60)
#define NOT_SAID (-1)

/* A reset later than this many seconds is an instant since 1970. */
#define FIRST_INSTANT G_GINT64_CONSTANT (1000000000)

static gint64
bound (gint64 seconds)
{
  return CLAMP (seconds, 0, MAX_SECONDS);
}

static gboolean
read_number (const char *text, gint64 *out_number)
{
  guint64 number;

  if (text == NULL ||
      !g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &number, NULL))
    return FALSE;

  *out_number = (gint64) number;
  return TRUE;
}

/* The instant of an HTTP date; 0 if @text is none. */
static gint64
read_instant (const char *text)
{
  g_autoptr (GDateTime) instant =
      text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return instant != NULL ? g_date_time_to_unix (instant) : 0;
}

/* The integer of a parameter such as `t=28`, between `;` or `,`. */
static gboolean
read_parameter (const char *const *parameters, const char *name, gint64 *out_number)
{
  for (guint i = 0; parameters[i] != NULL; i++)
    {
      const char      *equals = strchr (parameters[i], '=');
      g_autofree char *key = NULL;
      g_autofree char *value = NULL;

      if (equals == NULL)
        continue;
      key = g_strstrip (g_strndup (parameters[i], (gsize) (equals - parameters[i])));
      value = g_strstrip (g_strdup (equals + 1));
      if (g_ascii_strcasecmp (key, name) == 0)
        return read_number (value, out_number);
    }

  return FALSE;
}

/* `"name";r=0;t=28` of the later drafts, `limit=100, remaining=0, reset=28` of the earlier
 * ones.  It asks to wait only where nothing remains. */
static gboolean
read_rate_limit (const char *text, gint64 *out_seconds)
{
  g_auto (GStrv) parameters = NULL;
  const char *const *list;
  gint64             remaining;

  if (text == NULL)
    return FALSE;

  parameters = g_strsplit_set (text, ";,", 32);
  list = (const char *const *) parameters;

  return (read_parameter (list, "r", &remaining) && remaining == 0 &&
          read_parameter (list, "t", out_seconds)) ||
         (read_parameter (list, "remaining", &remaining) && remaining == 0 &&
          read_parameter (list, "reset", out_seconds));
}

/**
 * foyer_retry_after_read_date:
 * @headers: headers of an answer
 *
 * Returns: the server's clock, seconds since 1970-01-01 UTC; 0 if it does not say
 */
gint64
foyer_retry_after_read_date (SoupMessageHeaders *headers)
{
  return read_instant (soup_message_headers_get_one (headers, "Date"));
}

/**
 * foyer_retry_after_read:
 * @headers: headers of an answer
 *
 * Reads how long a server asks to wait, however it puts it: `Retry-After` in seconds or as
 * a date (which needs the server's own `Date`), `x-ms-retry-after-ms` of Azure, `RateLimit`
 * of the drafts of the HTTP API group, `RateLimit-Reset` beside `RateLimit-Remaining: 0` or
 * alone, with and without `X-`.  The first that can be read counts.
 *
 * Returns: seconds, from 0 to a day; -1 if it does not say
 */
gint64
foyer_retry_after_read (SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_one (headers, "Retry-After");
  gint64      now = foyer_retry_after_read_date (headers);
  gint64      instant;
  gint64      number;

  if (read_number (text, &number))
    return bound (number);

  instant = read_instant (text);
  if (instant > 0 && now > 0)
    return bound (instant - now);

  if (read_number (soup_message_headers_get_one (headers, "x-ms-retry-after-ms"),
                   &number))
    return bound (number / 1000 + (number % 1000 != 0));

  if (read_rate_limit (soup_message_headers_get_list (headers, "RateLimit"), &number))
    return bound (number);

  for (guint i = 0; i < 2; i++)
    {
      const char *reset = i == 0 ? "RateLimit-Reset" : "X-RateLimit-Reset";
      const char *remaining = i == 0 ? "RateLimit-Remaining" : "X-RateLimit-Remaining";
      gint64      left = 0;

      read_number (soup_message_headers_get_one (headers, remaining), &left);
      if (left > 0 ||
          !read_number (soup_message_headers_get_one (headers, reset), &number))
        continue;
      if (number < FIRST_INSTANT)
        return bound (number);
      if (now > 0)
        return bound (number - now);
    }

  return NOT_SAID;
}
