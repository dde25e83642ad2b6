/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/evidence.h"

G_BEGIN_DECLS

const char *hato_session_get_starttls (const HatoTalk *talk, HatoProtocol protocol);
gboolean hato_session_is_reached (const HatoTalk *talk);
GStrv hato_session_dup_verify_words (const HatoTalk *talk);

const char *hato_session_get_end_words (HatoTalkEnd end);
const char *hato_session_get_words (const char *code);

G_END_DECLS
