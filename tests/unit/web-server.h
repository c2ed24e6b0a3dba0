/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * WebServer:
 *
 * A server on loopback that can misbehave: a thread for each connection, and whatever bytes
 * the test wants to answer with.
 */
typedef struct _WebServer WebServer;

/**
 * WebRequest:
 * @head: the request line and the headers, up to the empty line
 * @body: what came after them
 * @number: which request this is, from 1 on
 * @output: where to answer
 * @data: data of the test
 */
typedef struct
{
  char          *head;
  char          *body;
  int            number;
  GOutputStream *output;
  gpointer       data;
} WebRequest;

/**
 * WebHandler:
 * @request: what was asked
 *
 * Answers; runs in a thread of the connection, which is closed if it returns FALSE.
 */
typedef gboolean (*WebHandler) (WebRequest *request);

/**
 * WebRawHandler:
 * @fd: a connection
 * @data: data of the test
 *
 * Does what it likes with the connection, which is closed after it.
 */
typedef void (*WebRawHandler) (int fd, gpointer data);

WebServer *
web_server_new (WebHandler handler, gpointer data, GTlsCertificate *certificate);
WebServer  *web_server_new_raw (WebRawHandler handler, gpointer data);
void        web_server_free (WebServer *self);
const char *web_server_get_address (WebServer *self);
int         web_server_count_connections (WebServer *self);
int         web_server_count_requests (WebServer *self);
void        web_server_wait_closed (WebServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WebServer, web_server_free)

gboolean web_request_write (WebRequest *request, const char *format, ...)
    G_GNUC_PRINTF (2, 3);
gboolean web_request_answer (WebRequest *request,
                             int         status,
                             const char *headers,
                             const char *type,
                             const char *body);
gboolean web_request_is (WebRequest *request, const char *line);
char    *web_request_dup_header (WebRequest *request, const char *name);
char    *web_request_dup_field (WebRequest *request, const char *name);

G_END_DECLS
