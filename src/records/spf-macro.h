/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/address.h"

G_BEGIN_DECLS

/* What the letters of a macro stand for (RFC 7208 §7.2). All strings are borrowed. */
typedef struct
{
  const char *sender;        /* s: the whole address */
  const char *local;         /* l */
  const char *sender_domain; /* o */
  const char *domain;        /* d: the domain that is being checked */
  HatoAddress address;       /* i, v, c */
  const char *validated;     /* p: (nullable): NULL = "unknown" */
  const char *helo;          /* h */
  const char *receiver;      /* r */
  gint64 time;               /* t: seconds since 1970 */
} HatoSpfMacroInput;

gboolean hato_spf_macro_expand (const char *text,
                                const HatoSpfMacroInput *input,
                                gboolean explanation,
                                GString *expanded);
gboolean hato_spf_macro_needs_validated (const char *text);

G_END_DECLS
