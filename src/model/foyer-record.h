/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * FoyerFieldFlags:
 * @FOYER_FIELD_NONE: stored as it is
 * @FOYER_FIELD_ZERO_IS_NULL: an integer whose 0 means "none": stored as NULL
 * @FOYER_FIELD_DERIVED: follows from other fields; not in the audit trail
 *
 * How a field is stored.
 */
typedef enum
{
  FOYER_FIELD_NONE = 0,
  FOYER_FIELD_ZERO_IS_NULL = 1 << 0,
  FOYER_FIELD_DERIVED = 1 << 1,
} FoyerFieldFlags;

/**
 * FoyerField:
 * @name: canonical property name, `family-name`; its column is `family_name`
 * @get_type: (nullable): the type function of an enumeration, whose nicks are what the
 *   database stores; `NULL` for the other types
 * @type: `G_TYPE_STRING`, `G_TYPE_INT64`, `G_TYPE_BOOLEAN` or `G_TYPE_ENUM`
 * @offset: bytes from the start of the instance struct to the member
 * @flags: how it is stored
 *
 * One field of a record.
 *
 * The members behind the types are `char *` (owned, nullable; an empty string is kept as
 * `NULL`), `gint64`, `gboolean` and the enumeration itself.
 */
typedef struct
{
  const char *name;
  GType       type;
  GType (*get_type) (void);
  gsize           offset;
  FoyerFieldFlags flags;
} FoyerField;

#define FOYER_FIELD_TEXT(Type, name, member)                                             \
  {                                                                                      \
    name, G_TYPE_STRING, NULL, G_STRUCT_OFFSET (Type, member), FOYER_FIELD_NONE          \
  }
#define FOYER_FIELD_DERIVED_TEXT(Type, name, member)                                     \
  {                                                                                      \
    name, G_TYPE_STRING, NULL, G_STRUCT_OFFSET (Type, member), FOYER_FIELD_DERIVED       \
  }
#define FOYER_FIELD_INTEGER(Type, name, member)                                          \
  {                                                                                      \
    name, G_TYPE_INT64, NULL, G_STRUCT_OFFSET (Type, member), FOYER_FIELD_NONE           \
  }
#define FOYER_FIELD_OPTIONAL(Type, name, member)                                         \
  {                                                                                      \
    name, G_TYPE_INT64, NULL, G_STRUCT_OFFSET (Type, member), FOYER_FIELD_ZERO_IS_NULL   \
  }
#define FOYER_FIELD_FLAG(Type, name, member)                                             \
  {                                                                                      \
    name, G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (Type, member), FOYER_FIELD_NONE         \
  }
#define FOYER_FIELD_ENUM(Type, name, member, get_type)                                   \
  {                                                                                      \
    name, G_TYPE_ENUM, get_type, G_STRUCT_OFFSET (Type, member), FOYER_FIELD_NONE        \
  }

#define FOYER_TYPE_RECORD (foyer_record_get_type ())
G_DECLARE_DERIVABLE_TYPE (FoyerRecord, foyer_record, FOYER, RECORD, GObject)

/**
 * FoyerRecordClass:
 * @kind: name of the kind of record, which is also that of its table
 * @fields: (array length=n_fields): the stored fields beside id and uid
 * @n_fields: how many
 */
struct _FoyerRecordClass
{
  GObjectClass      parent_class;
  const char       *kind;
  const FoyerField *fields; /* (unowned): static */
  guint             n_fields;
};

void foyer_record_class_install_fields (FoyerRecordClass *klass,
                                        const char       *kind,
                                        const FoyerField *fields,
                                        guint             n_fields);

gint64      foyer_record_get_id (FoyerRecord *self);
void        foyer_record_set_id (FoyerRecord *self, gint64 id);
const char *foyer_record_get_uid (FoyerRecord *self);
void        foyer_record_set_uid (FoyerRecord *self, const char *uid);

char *foyer_record_dup_field (FoyerRecord *self, const FoyerField *field);
gboolean
foyer_record_field_equal (FoyerRecord *self, FoyerRecord *other, const FoyerField *field);
gpointer foyer_record_copy (FoyerRecord *self);

gint64      foyer_field_get_integer (const FoyerField *field, FoyerRecord *record);
const char *foyer_field_get_text (const FoyerField *field, FoyerRecord *record);
void foyer_field_set_integer (const FoyerField *field, FoyerRecord *record, gint64 value);
void
foyer_field_set_text (const FoyerField *field, FoyerRecord *record, const char *text);

void foyer_set_text (char **member, const char *text);

const char *foyer_enum_to_nick (GType type, int value);
gboolean    foyer_enum_from_nick (GType type, const char *nick, int *out_value);

/**
 * FOYER_DEFINE_RECORD:
 * @TypeName: `FoyerThing`
 * @type_name: `foyer_thing`
 * @kind: name of the kind and of its table
 * @fields: static array of [struct@Field]
 *
 * Defines a final record type whose only code is its table of fields.
 */
#define FOYER_DEFINE_RECORD(TypeName, type_name, kind, fields)                           \
  G_DEFINE_FINAL_TYPE (TypeName, type_name, FOYER_TYPE_RECORD)                           \
  static void type_name##_class_init (TypeName##Class *klass)                            \
  {                                                                                      \
    foyer_record_class_install_fields (FOYER_RECORD_CLASS (klass), kind, fields,         \
                                       G_N_ELEMENTS (fields));                           \
  }                                                                                      \
  static void type_name##_init (TypeName *self) {}                                       \
  TypeName   *type_name##_new (void)                                                     \
  {                                                                                      \
    return g_object_new (type_name##_get_type (), NULL);                                 \
  }

/**
 * FOYER_DEFINE_ACTIVE_RECORD:
 *
 * As [func@DEFINE_RECORD], for a record with a member `active` that begins as TRUE.
 */
#define FOYER_DEFINE_ACTIVE_RECORD(TypeName, type_name, kind, fields)                    \
  G_DEFINE_FINAL_TYPE (TypeName, type_name, FOYER_TYPE_RECORD)                           \
  static void type_name##_class_init (TypeName##Class *klass)                            \
  {                                                                                      \
    foyer_record_class_install_fields (FOYER_RECORD_CLASS (klass), kind, fields,         \
                                       G_N_ELEMENTS (fields));                           \
  }                                                                                      \
  static void type_name##_init (TypeName *self) { self->active = TRUE; }                 \
  TypeName   *type_name##_new (void)                                                     \
  {                                                                                      \
    return g_object_new (type_name##_get_type (), NULL);                                 \
  }

G_END_DECLS
