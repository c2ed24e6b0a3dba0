/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TestAuthority:
 *
 * A certificate authority made for a test, with its certificate in a file.
 */
typedef struct _TestAuthority TestAuthority;

TestAuthority *test_authority_new (void);
void           test_authority_free (TestAuthority *self);
const char    *test_authority_get_file (TestAuthority *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestAuthority, test_authority_free)

char *test_authority_sign (TestAuthority *self,
                           const char    *host,
                           gint64         from_days,
                           gint64         to_days);

G_END_DECLS
