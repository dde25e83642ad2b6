/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "base/folded-text.h"
#include "catalogue/mail-frame.h"

G_BEGIN_DECLS

#define HATO_VISIBLE_MAX_BYTES (1024u * 1024u) /* of a pasted text: the report stands at its head */
#define HATO_VISIBLE_MAX_LINES 2000u /* of the report: what follows is the mail that came back */

/* One line of what a person pasted. */
typedef struct
{
  char *text; /* (owned): without quoting, wrapping white space and what HTML left behind */
  HatoFoldedText *folded; /* (owned): of @text */
  GArray *frames;         /* (owned) (element-type HatoFrameMatch): in @folded */
  guint indent;           /* columns of white space before it */
} HatoVisibleLine;

/* Visible text of a mail program, in lines. Owned by one reader. */
typedef struct
{
  HatoMailFrameList *frames; /* (owned) */
  GPtrArray *lines;          /* (owned) (element-type HatoVisibleLine): of the report */
  char *returned;            /* (owned) (nullable): what follows it: the message that came back */
} HatoVisibleText;

HatoVisibleText *hato_visible_text_new (const char *text, gsize size, HatoMailFrameList *frames);
void hato_visible_text_free (HatoVisibleText *self);
const HatoVisibleLine *hato_visible_text_get_line (const HatoVisibleText *self, guint index);
gboolean hato_visible_line_has (const HatoVisibleLine *self, HatoFrameRole role);
char *hato_visible_text_join (const HatoVisibleText *self, guint from, guint to);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoVisibleText, hato_visible_text_free)

G_END_DECLS
