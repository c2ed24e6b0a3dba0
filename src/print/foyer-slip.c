/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/foyer-slip-private.h"

#include "model/foyer-record.h"

static const FoyerSlipColumn whole[] = { { 1, FALSE } };
static const FoyerSlipColumn pair[] = { { 0.68, FALSE }, { 0.32, TRUE } };
static const FoyerSlipColumn letterhead[] = { { 0.66, FALSE }, { 0.34, TRUE } };

static void
free_block (gpointer data)
{
  FoyerSlipBlock *block = data;

  g_strfreev (block->texts);
  g_free (block->code);
  g_free (block);
}

static FoyerSlipBlock *
add_block (FoyerSlip *self, FoyerSlipBlockKind kind)
{
  FoyerSlipBlock *block = g_new0 (FoyerSlipBlock, 1);

  block->kind = kind;
  block->table = self->open;
  block->group = self->group;
  g_ptr_array_add (self->blocks, block);

  return block;
}

static FoyerSlipBlock *
add_row (FoyerSlip             *self,
         FoyerSlipBlockKind     kind,
         FoyerPenStyle          style,
         const FoyerSlipColumn *columns,
         guint                  n_columns,
         const char *const     *texts)
{
  FoyerSlipBlock *block = add_block (self, kind);

  block->style = style;
  block->keep = kind == FOYER_SLIP_HEAD || style == FOYER_PEN_HEADING;
  block->columns = columns;
  block->n_columns = n_columns;
  block->texts = g_new0 (char *, n_columns + 1);
  for (guint i = 0; i < n_columns; i++)
    block->texts[i] = g_strdup (texts[i] != NULL ? texts[i] : "");

  return block;
}

static void
put_letterhead (FoyerSlip *self, FoyerClinic *clinic)
{
  const char *first[] = { clinic->name, self->title };
  g_auto (GStrv) lines =
      g_strsplit (clinic->address != NULL ? clinic->address : "", "\n", -1);
  /* The digits of a phone number read from left to right in every language. */
  g_autofree char *phone =
      clinic->phone != NULL ? g_strconcat ("\u200e", clinic->phone, NULL) : NULL;

  foyer_slip_put_row (self, FOYER_PEN_TITLE, letterhead, G_N_ELEMENTS (letterhead),
                      first);
  for (guint i = 0; lines[i] != NULL; i++)
    foyer_slip_put (self, FOYER_PEN_BODY, lines[i]);
  foyer_slip_put (self, FOYER_PEN_BODY, phone);
  foyer_slip_put_rule (self);
  foyer_slip_put_gap (self);
}

/**
 * foyer_slip_new:
 * @clinic: whose paper it is
 * @tongue: its language
 * @title: what it is
 *
 * Returns: (transfer full): a slip with its letterhead
 */
FoyerSlip *
foyer_slip_new (FoyerClinic *clinic, FoyerTongue *tongue, const char *title)
{
  FoyerSlip *self = g_new0 (FoyerSlip, 1);

  self->clinic = g_strdup (clinic->name);
  self->title = g_strdup (title);
  self->tongue = foyer_tongue_ref (tongue);
  self->tables = g_ptr_array_new_with_free_func (g_free);
  self->blocks = g_ptr_array_new_with_free_func (free_block);
  put_letterhead (self, clinic);

  return self;
}

void
foyer_slip_free (FoyerSlip *self)
{
  foyer_tongue_unref (self->tongue);
  g_free (self->clinic);
  g_free (self->title);
  g_free (self->subject);
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

const char *
foyer_slip_get_title (FoyerSlip *self)
{
  return self->title;
}

/**
 * foyer_slip_put_row:
 * @self: a slip
 * @style: how it looks
 * @columns: (array length=n_columns): static
 * @n_columns: how many
 * @texts: (array length=n_columns) (nullable): one for each column
 *
 * Puts a row of a table.
 */
void
foyer_slip_put_row (FoyerSlip             *self,
                    FoyerPenStyle          style,
                    const FoyerSlipColumn *columns,
                    guint                  n_columns,
                    const char *const     *texts)
{
  add_row (self, FOYER_SLIP_ROW, style, columns, n_columns, texts);
}

/**
 * foyer_slip_put:
 * @self: a slip
 * @style: how it looks
 * @text: (nullable): a paragraph; none takes no room
 *
 * Puts a paragraph.
 */
void
foyer_slip_put (FoyerSlip *self, FoyerPenStyle style, const char *text)
{
  foyer_slip_put_row (self, style, whole, G_N_ELEMENTS (whole), &text);
}

/**
 * foyer_slip_put_pair:
 * @self: a slip
 * @style: how it looks
 * @label: what it is
 * @value: (nullable): stands at the side on which lines end
 *
 * Puts a line of two texts.
 */
void
foyer_slip_put_pair (FoyerSlip    *self,
                     FoyerPenStyle style,
                     const char   *label,
                     const char   *value)
{
  const char *texts[] = { label, value };

  foyer_slip_put_row (self, style, pair, G_N_ELEMENTS (pair), texts);
}

/**
 * foyer_slip_put_rule:
 * @self: a slip
 *
 * Puts a line across the page.
 */
void
foyer_slip_put_rule (FoyerSlip *self)
{
  add_block (self, FOYER_SLIP_RULE)->keep = TRUE;
}

/**
 * foyer_slip_put_gap:
 * @self: a slip
 *
 * Leaves room before the next part.
 */
void
foyer_slip_put_gap (FoyerSlip *self)
{
  add_block (self, FOYER_SLIP_GAP);
}

/**
 * foyer_slip_put_subject:
 * @self: a slip
 * @subject: what a report is about: a time, a till
 *
 * Puts the subject of a report, which all of its pages name.
 */
void
foyer_slip_put_subject (FoyerSlip *self, const char *subject)
{
  foyer_set_text (&self->subject, subject);
  foyer_slip_put (self, FOYER_PEN_HEADING, subject);
}

/**
 * foyer_slip_begin_table:
 * @self: a slip
 * @columns: (array length=n_columns): static; one without a share is as wide as what is in it
 * @n_columns: how many
 * @headings: (array length=n_columns): what stands in each
 *
 * Begins a table, whose headings stand above it on every page.
 */
void
foyer_slip_begin_table (FoyerSlip             *self,
                        const FoyerSlipColumn *columns,
                        guint                  n_columns,
                        const char *const     *headings)
{
  FoyerSlipTable *table = g_new0 (FoyerSlipTable, 1);
  FoyerSlipTable *last =
      self->tables->len > 0 ? self->tables->pdata[self->tables->len - 1] : NULL;

  table->head = self->blocks->len;
  table->n_columns = n_columns;
  table->first_width = last != NULL ? last->first_width + last->n_columns : 0;
  g_ptr_array_add (self->tables, table);
  self->open = table;
  add_row (self, FOYER_SLIP_HEAD, FOYER_PEN_STRONG, columns, n_columns, headings);
}

/**
 * foyer_slip_put_cells:
 * @self: a slip with a table
 * @style: how they look
 * @texts: (nullable): one for each column of the table
 *
 * Puts a row into the table that was begun.
 */
void
foyer_slip_put_cells (FoyerSlip *self, FoyerPenStyle style, const char *const *texts)
{
  const FoyerSlipBlock *head;

  g_return_if_fail (self->open != NULL);
  head = self->blocks->pdata[self->open->head];
  add_row (self, FOYER_SLIP_ROW, style, head->columns, head->n_columns, texts);
}

/**
 * foyer_slip_end_table:
 * @self: a slip
 *
 * Ends the table: what is put from now on stands below it.
 */
void
foyer_slip_end_table (FoyerSlip *self)
{
  self->open = NULL;
  self->group = 0;
}

/**
 * foyer_slip_put_group:
 * @self: a slip with a table
 * @text: what the rows that follow have in common
 *
 * Begins a group of rows; a page that begins within it repeats @text below the headings.
 */
void
foyer_slip_put_group (FoyerSlip *self, const char *text)
{
  g_return_if_fail (self->open != NULL);
  self->group = self->blocks->len;
  foyer_slip_put (self, FOYER_PEN_STRONG, text);
  foyer_slip_keep (self);
}

/**
 * foyer_slip_keep:
 * @self: a slip
 *
 * Keeps what was put last on the page of what comes next.
 */
void
foyer_slip_keep (FoyerSlip *self)
{
  ((FoyerSlipBlock *) self->blocks->pdata[self->blocks->len - 1])->keep = TRUE;
}

/**
 * foyer_slip_put_code:
 * @self: a slip
 * @code: what is in the picture
 * @title: what it is
 * @...: what it is worth, the code for people, and further lines, up to `NULL`
 *
 * Puts a code that can be cut out.
 */
void
foyer_slip_put_code (FoyerSlip *self, const char *code, const char *title, ...)
{
  FoyerSlipBlock *block = add_block (self, FOYER_SLIP_CODE);
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  va_list more;

  va_start (more, title);
  for (const char *text = title; text != NULL; text = va_arg (more, const char *))
    g_ptr_array_add (texts, g_strdup (text));
  va_end (more);
  g_ptr_array_add (texts, NULL);
  block->code = g_strdup (code);
  block->texts = (GStrv) g_ptr_array_steal (texts, NULL);
}

/**
 * foyer_slip_write_pdf:
 * @self: a slip
 * @path: the file
 * @paper: what it will be printed on
 * @error: return location for an error
 *
 * Errors: as foyer_print_write_pdf().
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_slip_write_pdf (FoyerSlip *self, const char *path, FoyerPaper paper, GError **error)
{
  return foyer_print_write_pdf (&foyer_slip_print_kind, self, self->title, path, paper,
                                error);
}
