/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-service.h"

G_DEFINE_ENUM_TYPE (FoyerServiceCategory,
                    foyer_service_category,
                    G_DEFINE_ENUM_VALUE (FOYER_SERVICE_CATEGORY_NEW, "new"),
                    G_DEFINE_ENUM_VALUE (FOYER_SERVICE_CATEGORY_FOLLOW_UP, "follow-up"),
                    G_DEFINE_ENUM_VALUE (FOYER_SERVICE_CATEGORY_PROCEDURE, "procedure"),
                    G_DEFINE_ENUM_VALUE (FOYER_SERVICE_CATEGORY_COSMETIC, "cosmetic"),
                    G_DEFINE_ENUM_VALUE (FOYER_SERVICE_CATEGORY_URGENT, "urgent"))

G_DEFINE_ENUM_TYPE (FoyerReferralRule,
                    foyer_referral_rule,
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_RULE_NEW_PATIENTS,
                                         "new-patients"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_RULE_ALWAYS, "always"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_RULE_NEVER, "never"))

static const FoyerField fields[] = {
  FOYER_FIELD_TEXT (FoyerService, "code", code),
  FOYER_FIELD_TEXT (FoyerService, "name", name),
  FOYER_FIELD_ENUM (FoyerService, "category", category, foyer_service_category_get_type),
  FOYER_FIELD_INTEGER (FoyerService, "duration-minutes", duration_minutes),
  FOYER_FIELD_INTEGER (FoyerService, "buffer-before-minutes", buffer_before_minutes),
  FOYER_FIELD_INTEGER (FoyerService, "buffer-after-minutes", buffer_after_minutes),
  FOYER_FIELD_INTEGER (FoyerService, "grid-minutes", grid_minutes),
  FOYER_FIELD_TEXT (FoyerService, "colour", colour),
  FOYER_FIELD_ENUM (
      FoyerService, "referral-rule", referral_rule, foyer_referral_rule_get_type),
  FOYER_FIELD_INTEGER (FoyerService, "price-minor", price_minor),
  FOYER_FIELD_INTEGER (FoyerService, "deposit-minor", deposit_minor),
  FOYER_FIELD_FLAG (FoyerService, "needs-room", needs_room),
  FOYER_FIELD_INTEGER (FoyerService, "daily-limit", daily_limit),
  FOYER_FIELD_TEXT (FoyerService, "instructions", instructions),
  FOYER_FIELD_FLAG (FoyerService, "active", active),
};

FOYER_DEFINE_ACTIVE_RECORD (FoyerService, foyer_service, "service", fields)
