/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

/**
 * FoyerDocumentKind:
 * @FOYER_DOCUMENT_KIND_REFERRAL_LETTER:
 * @FOYER_DOCUMENT_KIND_PATHOLOGY:
 * @FOYER_DOCUMENT_KIND_PHOTO:
 * @FOYER_DOCUMENT_KIND_OTHER:
 *
 * What the file is.
 */
typedef enum
{
  FOYER_DOCUMENT_KIND_REFERRAL_LETTER,
  FOYER_DOCUMENT_KIND_PATHOLOGY,
  FOYER_DOCUMENT_KIND_PHOTO,
  FOYER_DOCUMENT_KIND_OTHER,
} FoyerDocumentKind;

#define FOYER_TYPE_DOCUMENT_KIND (foyer_document_kind_get_type ())
GType foyer_document_kind_get_type (void);

#define FOYER_TYPE_DOCUMENT (foyer_document_get_type ())
G_DECLARE_FINAL_TYPE (FoyerDocument, foyer_document, FOYER, DOCUMENT, FoyerRecord)

/**
 * FoyerDocument:
 *
 * A file kept inside the database.  The bytes are read apart, with foyer_documents_read().
 */
struct _FoyerDocument
{
  FoyerRecord parent_instance;

  gint64            patient_id;
  gint64            referral_id;
  FoyerDocumentKind kind;
  char             *title;        /* (owned) (nullable) file name without any folder */
  char             *content_type; /* (owned) (nullable) */
  gint64            size_bytes;
  char             *sha256;      /* (owned) (nullable) of the bytes, hexadecimal */
  gint64            received_at; /* seconds since 1970-01-01 UTC */
};

FoyerDocument *foyer_document_new (void);

G_END_DECLS
