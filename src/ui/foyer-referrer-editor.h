/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_REFERRER_EDITOR (foyer_referrer_editor_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerReferrerEditor, foyer_referrer_editor, FOYER, REFERRER_EDITOR, AdwWindow)

GtkWindow *
foyer_referrer_editor_new (FoyerSession *session, gint64 id, const char *typed);

G_END_DECLS
