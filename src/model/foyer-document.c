/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-document.h"

G_DEFINE_ENUM_TYPE (FoyerDocumentKind,
                    foyer_document_kind,
                    G_DEFINE_ENUM_VALUE (FOYER_DOCUMENT_KIND_REFERRAL_LETTER,
                                         "referral-letter"),
                    G_DEFINE_ENUM_VALUE (FOYER_DOCUMENT_KIND_PATHOLOGY, "pathology"),
                    G_DEFINE_ENUM_VALUE (FOYER_DOCUMENT_KIND_PHOTO, "photo"),
                    G_DEFINE_ENUM_VALUE (FOYER_DOCUMENT_KIND_OTHER, "other"))

static const FoyerField fields[] = {
  FOYER_FIELD_OPTIONAL (FoyerDocument, "patient-id", patient_id),
  FOYER_FIELD_OPTIONAL (FoyerDocument, "referral-id", referral_id),
  FOYER_FIELD_ENUM (FoyerDocument, "kind", kind, foyer_document_kind_get_type),
  FOYER_FIELD_TEXT (FoyerDocument, "title", title),
  FOYER_FIELD_TEXT (FoyerDocument, "content-type", content_type),
  FOYER_FIELD_INTEGER (FoyerDocument, "size-bytes", size_bytes),
  FOYER_FIELD_TEXT (FoyerDocument, "sha256", sha256),
  FOYER_FIELD_INTEGER (FoyerDocument, "received-at", received_at),
};

FOYER_DEFINE_RECORD (FoyerDocument, foyer_document, "document", fields)
