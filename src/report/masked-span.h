/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HATO_MASK "***" /* stands for what is left out, in every language */

/* What is left out of a report, and why. */
typedef enum
{
  HATO_MASKED_PERSON, /* other people's mail addresses: the part before the @, and the same word elsewhere */
  HATO_MASKED_TOKEN, /* passwords, keys, long random texts, and the ends of web addresses that carry some */
  HATO_MASKED_INTERNAL, /* addresses and names of an inner network, of computers, of the line */
  HATO_MASKED_SUBJECT,  /* what the mail was about */
  HATO_MASKED_KINDS,
} HatoMaskedKind;

/* A place that was masked: bytes of the text before, and how many there are now. */
typedef struct
{
  gsize start;
  gsize end;
  HatoMaskedKind kind;
} HatoMaskedSpan;

void hato_masked_span_add (GArray *spans, gsize start, gsize end, HatoMaskedKind kind);

G_END_DECLS
