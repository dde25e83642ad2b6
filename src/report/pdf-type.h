/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/pdf-letters.h"

G_BEGIN_DECLS

typedef enum
{
  HATO_PDF_FACE_PLAIN,
  HATO_PDF_FACE_STRONG,
  HATO_PDF_FACE_EXACT, /* letters of one width, for what is typed or compared */
} HatoPdfFace;

#define HATO_PDF_N_FACES 3u

#define HATO_PDF_TEXT_MAX 4000u /* characters: Pango takes its time over a long word */
#define HATO_PDF_EXACT_MAX                                                                         \
  20000u /* more than a TXT record of 16384 letters, and what stands for letters without a picture */

/* How a text looks. */
typedef struct
{
  HatoPdfFace face;
  double size;  /* points */
  double pitch; /* from line to line, in sizes */
  guint32 ink;  /* 0xRRGGBB */
} HatoPdfStyle;

/* The letters of this computer, set for one file. Belongs to one thread. */
typedef struct _HatoPdfType HatoPdfType;

HatoPdfType *hato_pdf_type_new (void);
void hato_pdf_type_free (HatoPdfType *self);
gboolean hato_pdf_type_has_letter (HatoPdfType *self, gunichar letter);
char *hato_pdf_type_dup_shown (HatoPdfType *self, HatoPdfFace face, const char *text);
HatoPdfLetters *hato_pdf_type_get_letters (HatoPdfType *self);
PangoAttrList *hato_pdf_type_get_attributes (HatoPdfType *self);
PangoFontMetrics *hato_pdf_type_get_metrics (HatoPdfType *self, const HatoPdfStyle *style);
PangoLayout *hato_pdf_type_new_layout (HatoPdfType *self, const HatoPdfStyle *style, double width);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoPdfType, hato_pdf_type_free)

G_END_DECLS
