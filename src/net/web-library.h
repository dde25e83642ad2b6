/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* What is called of libsoup, each under its own name. */
typedef struct
{
  typeof (soup_content_decoder_get_type) *content_decoder_get_type;
  typeof (soup_message_add_flags) *message_add_flags;
  typeof (soup_message_get_response_headers) *message_get_response_headers;
  typeof (soup_message_get_status) *message_get_status;
  typeof (soup_message_get_tls_peer_certificate_errors) *message_get_tls_peer_certificate_errors;
  typeof (soup_message_headers_get_content_type) *message_headers_get_content_type;
  typeof (soup_message_new) *message_new;
  typeof (soup_session_new_with_options) *session_new_with_options;
  typeof (soup_session_remove_feature_by_type) *session_remove_feature_by_type;
  typeof (soup_session_send_async) *session_send_async;
  typeof (soup_session_send_finish) *session_send_finish;
  typeof (soup_session_set_tls_database) *session_set_tls_database;
} HatoWebLibrary;

gboolean hato_web_library_load (HatoWebLibrary *self);

G_END_DECLS
