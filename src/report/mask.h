/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/masked-span.h"

G_BEGIN_DECLS

/* What is looked for in the texts of one case, and how often it was found. */
typedef struct
{
  char *domain;     /* (owned): the owner's, folded */
  GPtrArray *own;   /* (owned) (element-type utf8): mail addresses that stay */
  GPtrArray *words; /* (owned) (element-type utf8): what stands for a person wherever it stands */
  char *subject;    /* (owned) (nullable): what the mail was about, folded */
  guint counts[HATO_MASKED_KINDS]; /* how many places were masked */
} HatoMask;

void hato_mask_init (HatoMask *self, const char *domain);
void hato_mask_clear (HatoMask *self);
void hato_mask_keep_address (HatoMask *self, const char *address);
void hato_mask_add_address (HatoMask *self, const char *address);
void hato_mask_add_subject (HatoMask *self, const char *subject);
char *hato_mask_dup (HatoMask *self, const char *text, GArray *spans);
char *hato_mask_dup_name (HatoMask *self, const char *name);
char *hato_mask_dup_address (HatoMask *self, const char *address);
char *hato_mask_dup_line (HatoMask *self, const char *text, const char *server);
gsize hato_mask_map (const GArray *spans, gsize offset);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HatoMask, hato_mask_clear)

G_END_DECLS
