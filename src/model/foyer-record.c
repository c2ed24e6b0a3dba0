/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-record.h"

/**
 * FoyerRecord:
 *
 * Base of every stored value: a GObject whose properties come from a table of fields.
 *
 * A subclass has one public struct member per field and lists them in a static table of
 * [struct@Field].  From that one table come properties for the views, columns for the
 * database, the field-by-field audit and copying, so that a new field is one line.  A
 * record holds values only: it never touches the database, the network or a widget.
 * Confine an instance to one thread at a time.
 */
typedef struct
{
  gint64 id;  /* key in the local database; 0 until stored */
  char  *uid; /* (owned) (nullable) UUID that names the record on every desk */
} FoyerRecordPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FoyerRecord, foyer_record, G_TYPE_OBJECT)

#define MEMBER(Type, object, field)                                                      \
  (*(Type *) G_STRUCT_MEMBER_P (object, (field)->offset))

static const FoyerField *
field_for_prop (GObject *object, guint prop_id)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (object);

  g_assert (prop_id >= 1 && prop_id <= klass->n_fields);

  return &klass->fields[prop_id - 1];
}

static void
foyer_record_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  const FoyerField *field = field_for_prop (object, prop_id);

  if (field->type == G_TYPE_STRING)
    g_value_set_string (value, MEMBER (char *, object, field));
  else if (field->type == G_TYPE_INT64)
    g_value_set_int64 (value, MEMBER (gint64, object, field));
  else if (field->type == G_TYPE_BOOLEAN)
    g_value_set_boolean (value, MEMBER (gboolean, object, field));
  else
    g_value_set_enum (value, MEMBER (int, object, field));
}

static void
foyer_record_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  const FoyerField *field = field_for_prop (object, prop_id);
  g_auto (GValue) old = G_VALUE_INIT;

  g_value_init (&old, G_PARAM_SPEC_VALUE_TYPE (pspec));
  foyer_record_get_property (object, prop_id, &old, pspec);
  if (g_param_values_cmp (pspec, &old, value) == 0)
    return;

  if (field->type == G_TYPE_STRING)
    foyer_set_text (&MEMBER (char *, object, field), g_value_get_string (value));
  else if (field->type == G_TYPE_INT64)
    MEMBER (gint64, object, field) = g_value_get_int64 (value);
  else if (field->type == G_TYPE_BOOLEAN)
    MEMBER (gboolean, object, field) = g_value_get_boolean (value);
  else
    MEMBER (int, object, field) = g_value_get_enum (value);

  g_object_notify_by_pspec (object, pspec);
}

static void
foyer_record_finalize (GObject *object)
{
  FoyerRecordPrivate *priv = foyer_record_get_instance_private (FOYER_RECORD (object));
  FoyerRecordClass   *klass = FOYER_RECORD_GET_CLASS (object);

  for (guint i = 0; i < klass->n_fields; i++)
    if (klass->fields[i].type == G_TYPE_STRING)
      g_free (MEMBER (char *, object, &klass->fields[i]));
  g_free (priv->uid);

  G_OBJECT_CLASS (foyer_record_parent_class)->finalize (object);
}

static void
foyer_record_class_init (FoyerRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_record_finalize;
}

static void
foyer_record_init (FoyerRecord *self)
{
}

static GParamSpec *
new_pspec (const FoyerField *field)
{
  const GParamFlags flags =
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  if (field->type == G_TYPE_STRING)
    return g_param_spec_string (field->name, NULL, NULL, NULL, flags);
  if (field->type == G_TYPE_INT64)
    return g_param_spec_int64 (field->name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  if (field->type == G_TYPE_BOOLEAN)
    return g_param_spec_boolean (field->name, NULL, NULL, FALSE, flags);

  g_assert (field->type == G_TYPE_ENUM);
  return g_param_spec_enum (field->name, NULL, NULL, field->get_type (), 0, flags);
}

/**
 * foyer_record_class_install_fields:
 * @klass: the class under initialisation
 * @kind: name of the kind of record and of its table; static
 * @fields: (array length=n_fields): the table of fields; static
 * @n_fields: number of entries in @fields
 *
 * Installs one property per entry of @fields.
 */
void
foyer_record_class_install_fields (FoyerRecordClass *klass,
                                   const char       *kind,
                                   const FoyerField *fields,
                                   guint             n_fields)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  /* GObject clears both in every subclass, so they are set here and not in the base. */
  object_class->get_property = foyer_record_get_property;
  object_class->set_property = foyer_record_set_property;

  klass->kind = kind;
  klass->fields = fields;
  klass->n_fields = n_fields;
  for (guint i = 0; i < n_fields; i++)
    g_object_class_install_property (object_class, i + 1, new_pspec (&fields[i]));
}

gint64
foyer_record_get_id (FoyerRecord *self)
{
  FoyerRecordPrivate *priv = foyer_record_get_instance_private (self);

  return priv->id;
}

void
foyer_record_set_id (FoyerRecord *self, gint64 id)
{
  FoyerRecordPrivate *priv = foyer_record_get_instance_private (self);

  priv->id = id;
}

/**
 * foyer_record_get_uid:
 * @self: a record
 *
 * Returns: (transfer none) (nullable): the UUID that names @self on every desk, `NULL`
 *   until it is stored
 */
const char *
foyer_record_get_uid (FoyerRecord *self)
{
  FoyerRecordPrivate *priv = foyer_record_get_instance_private (self);

  return priv->uid;
}

void
foyer_record_set_uid (FoyerRecord *self, const char *uid)
{
  FoyerRecordPrivate *priv = foyer_record_get_instance_private (self);

  foyer_set_text (&priv->uid, uid);
}

/**
 * foyer_field_get_integer:
 * @field: a field that is not text
 * @record: the record to read
 *
 * Returns: the number, 0 or 1 for a flag, or the value of an enumeration
 */
gint64
foyer_field_get_integer (const FoyerField *field, FoyerRecord *record)
{
  g_assert (field->type != G_TYPE_STRING);

  if (field->type == G_TYPE_INT64)
    return MEMBER (gint64, record, field);
  return MEMBER (int, record, field);
}

/**
 * foyer_field_get_text:
 * @field: a field that is text or an enumeration
 * @record: the record to read
 *
 * Returns: (transfer none) (nullable): the text, or the nick of the enumeration's value
 */
const char *
foyer_field_get_text (const FoyerField *field, FoyerRecord *record)
{
  if (field->type == G_TYPE_ENUM)
    return foyer_enum_to_nick (field->get_type (), MEMBER (int, record, field));

  g_assert (field->type == G_TYPE_STRING);
  return MEMBER (char *, record, field);
}

void
foyer_field_set_integer (const FoyerField *field, FoyerRecord *record, gint64 value)
{
  g_assert (field->type != G_TYPE_STRING);

  if (field->type == G_TYPE_INT64)
    MEMBER (gint64, record, field) = value;
  else
    MEMBER (int, record, field) = (int) value;
}

/**
 * foyer_field_set_text:
 * @field: a field that is text or an enumeration
 * @record: the record to write
 * @text: (nullable): the text, or a nick; an unknown nick leaves the field as it is
 */
void
foyer_field_set_text (const FoyerField *field, FoyerRecord *record, const char *text)
{
  if (field->type == G_TYPE_ENUM)
    {
      int value;

      if (foyer_enum_from_nick (field->get_type (), text, &value))
        MEMBER (int, record, field) = value;
      return;
    }

  g_assert (field->type == G_TYPE_STRING);
  foyer_set_text (&MEMBER (char *, record, field), text);
}

/**
 * foyer_record_dup_field:
 * @self: a record
 * @field: one of its fields
 *
 * Returns: (transfer full) (nullable): the value as the audit trail writes it, or `NULL`
 *   for none
 */
char *
foyer_record_dup_field (FoyerRecord *self, const FoyerField *field)
{
  gint64 value;

  if (field->type == G_TYPE_STRING || field->type == G_TYPE_ENUM)
    return g_strdup (foyer_field_get_text (field, self));

  value = foyer_field_get_integer (field, self);
  if (value == 0 && (field->flags & FOYER_FIELD_ZERO_IS_NULL) != 0)
    return NULL;
  return g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

/**
 * foyer_record_field_equal:
 * @self: a record
 * @other: another record of the same type
 * @field: a field of that type
 *
 * Compares one field, text byte by byte.
 *
 * Returns: whether both records hold the same in @field
 */
gboolean
foyer_record_field_equal (FoyerRecord *self, FoyerRecord *other, const FoyerField *field)
{
  if (field->type == G_TYPE_STRING)
    return g_strcmp0 (foyer_field_get_text (field, self),
                      foyer_field_get_text (field, other)) == 0;
  return foyer_field_get_integer (field, self) == foyer_field_get_integer (field, other);
}

/**
 * foyer_record_copy:
 * @self: a record
 *
 * Returns: (transfer full): a record of the same type with the same id, uid and fields;
 *   what a type keeps outside its table of fields is not copied
 */
gpointer
foyer_record_copy (FoyerRecord *self)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (self);
  FoyerRecord      *copy = g_object_new (G_OBJECT_TYPE (self), NULL);

  foyer_record_set_id (copy, foyer_record_get_id (self));
  foyer_record_set_uid (copy, foyer_record_get_uid (self));
  for (guint i = 0; i < klass->n_fields; i++)
    if (klass->fields[i].type == G_TYPE_STRING)
      foyer_field_set_text (&klass->fields[i], copy,
                            foyer_field_get_text (&klass->fields[i], self));
    else
      foyer_field_set_integer (&klass->fields[i], copy,
                               foyer_field_get_integer (&klass->fields[i], self));

  return copy;
}

/**
 * foyer_set_text:
 * @member: (inout): the owned string to replace
 * @text: (nullable): the new text, copied; an empty one is kept as `NULL`
 */
void
foyer_set_text (char **member, const char *text)
{
  char *copy = text != NULL && *text != '\0' ? g_strdup (text) : NULL;

  g_free (*member);
  *member = copy;
}

/**
 * foyer_enum_to_nick:
 * @type: an enumeration
 * @value: a value of it
 *
 * Returns: (transfer none): the nick, which is what databases and files carry
 */
const char *
foyer_enum_to_nick (GType type, int value)
{
  GEnumClass *klass = g_type_class_peek_static (type);
  GEnumValue *found;

  if (klass == NULL)
    klass = g_type_class_ref (type); /* Kept for good: enumerations are static types. */
  found = g_enum_get_value (klass, value);
  g_assert (found != NULL);

  return found->value_nick;
}

/**
 * foyer_enum_from_nick:
 * @type: an enumeration
 * @nick: (nullable): text to look up
 * @out_value: (out): the value
 *
 * Returns: whether @nick names a value of @type
 */
gboolean
foyer_enum_from_nick (GType type, const char *nick, int *out_value)
{
  GEnumClass *klass = g_type_class_peek_static (type);
  GEnumValue *found;

  if (nick == NULL)
    return FALSE;
  if (klass == NULL)
    klass = g_type_class_ref (type);
  found = g_enum_get_value_by_nick (klass, nick);
  if (found == NULL)
    return FALSE;

  *out_value = found->value;
  return TRUE;
}
