/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/question.h"
#include "net/tls-session.h"

G_BEGIN_DECLS

HatoTalk *hato_mail_session_run (const HatoQuestion *question,
                                 HatoTlsTrust *trust,
                                 gboolean allow_private,
                                 GCancellable *cancellable);

G_END_DECLS
