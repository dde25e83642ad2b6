/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/document.h"
#include "report/pdf-strip.h"

G_BEGIN_DECLS

#define HATO_PDF_INK       0x16191cu
#define HATO_PDF_INK_QUIET 0x555b62u
#define HATO_PDF_RULE      0xc9ced3u
#define HATO_PDF_PALE      0xf3f4f6u

/* A section set in type, not yet broken into pages. Belongs to one thread; filled by the pdf-* files alone. */
typedef struct
{
  HatoPdfType *type;          /* outlives this */
  const HatoSection *section; /* outlives this */
  GHashTable
      *anchors;      /* (owned): the evidence that is shown somewhere: links lead to nothing else */
  GPtrArray *strips; /* (owned) (element-type HatoPdfStrip) */
  double width;      /* points between the margins */
  double scale;      /* of letters and of the room between them */
} HatoPdfGalley;

HatoPdfGalley *hato_pdf_galley_new (HatoPdfType *type,
                                    const HatoSection *section,
                                    GHashTable *anchors,
                                    double width,
                                    double scale);
void hato_pdf_galley_free (HatoPdfGalley *self);
double hato_pdf_galley_get_height (const HatoPdfGalley *self);
HatoPdfStrip *hato_pdf_galley_add_strip (HatoPdfGalley *self, double before, double height);
HatoPdfText *
hato_pdf_galley_new_text (HatoPdfGalley *self, HatoPdfFace face, double size, guint32 ink);
void hato_pdf_galley_append_sentence (HatoPdfGalley *self,
                                      HatoPdfText *text,
                                      const HatoSentence *sentence);
void hato_pdf_galley_append_sentences (HatoPdfGalley *self,
                                       HatoPdfText *text,
                                       const GPtrArray *sentences);
void hato_pdf_galley_add_text (HatoPdfGalley *self,
                               HatoPdfText *text,
                               const char *tag,
                               double x,
                               double before);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoPdfGalley, hato_pdf_galley_free)

G_END_DECLS
