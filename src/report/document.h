/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "advice/mail-way.h"
#include "base/translation.h"
#include "findings/finding.h"

G_BEGIN_DECLS

#define HATO_DOCUMENT_TEXT_MAX 65536u /* characters of a record: as long as one can be */

typedef enum
{
  HATO_PAPER_A4,
  HATO_PAPER_LETTER,
} HatoPaper;

typedef enum
{
  HATO_SECTION_OWNER,
  HATO_SECTION_CONTACT,
  HATO_SECTION_ANSWERS,    /* appendix A */
  HATO_SECTION_ENCRYPTION, /* appendix B */
  HATO_SECTION_BOUNCE,     /* appendix C */
  HATO_SECTION_COMMANDS,   /* appendix D */
  HATO_SECTION_CHANGES,    /* before and after: the one page of a document of its own */
} HatoSectionKind;

/* Which fields of a HatoBlock are set. What is not named there is NULL, 0 or FALSE. */
typedef enum
{
  HATO_BLOCK_HEADING,   /* one sentence; level */
  HATO_BLOCK_PARAGRAPH, /* sentences */
  HATO_BLOCK_VERDICT,   /* sentences: the headline; word; verdict: its shape, which reads in grey */
  HATO_BLOCK_TABLE,     /* columns, rows; repeat the heads on each page */
  HATO_BLOCK_RECORD,    /* text: exact, one line, any length; sentences: its caption; qr, marks */
  HATO_BLOCK_COMMAND,   /* text: exact, one line; sentences: its caption */
  HATO_BLOCK_LIST,      /* sentences: one an item; ordered */
  HATO_BLOCK_LINK,      /* one sentence; text: an https: or mailto: address, never made of data */
  HATO_BLOCK_MAIL_WAY,  /* stations; sentences: what the picture shows, in words */
} HatoBlockKind;

/* A text and the evidence that it rests on. One line of valid UTF-8, safe to show. */
typedef struct
{
  char *text;       /* (owned): translated */
  GArray *evidence; /* (owned) (element-type guint): numbers, each an anchor of the appendix */
  gboolean
      is_frame; /* about the document ("Page 2 is for …"), or a label of what stands beside it: no numbers are printed */
  gboolean
      is_exact; /* of a cell: typed or compared as it stands: a fixed-width face, broken anywhere, never hyphenated */
} HatoSentence;

typedef struct
{
  char
      *head; /* (owned) (nullable): translated; all NULL = a table without heads: label and value */
  guint weight; /* share of the width: of the sum of all */
} HatoColumn;

typedef struct
{
  GPtrArray *cells; /* (owned) (element-type HatoSentence): as many as there are columns */
  guint anchor;     /* the evidence that this row shows; 0 = none */
} HatoRow;

/* A place in the text of a record that matters. */
typedef struct
{
  gsize start; /* byte offsets in the block's text */
  gsize end;
} HatoSpan;

typedef struct
{
  char *name;  /* (owned): translated */
  char *state; /* (owned): the same in words: "stopped here" */
  HatoStationState shape;
} HatoPlace;

/* One piece of a page. Its maker fills it with the functions below; within a document it is immutable. */
typedef struct
{
  HatoBlockKind kind;
  guint level; /* 1 to 3 */
  HatoLevel verdict;
  char *word;           /* (owned) (nullable): the verdict in a word, translated: "Needs action" */
  GPtrArray *sentences; /* (owned) (element-type HatoSentence): never NULL */
  char *text;           /* (owned) (nullable) */
  char *qr; /* (owned) (nullable): what the QR code beside it holds: host and value, a line each */
  GPtrArray
      *spans; /* (owned) (nullable) (element-type HatoSpan): in order, apart from each other */
  GPtrArray *columns; /* (owned) (nullable) (element-type HatoColumn) */
  GPtrArray *rows;    /* (owned) (nullable) (element-type HatoRow) */
  GPtrArray *
      places; /* (owned) (nullable) (element-type HatoPlace): the way of the mail, in reading order */
  gboolean is_incoming; /* the way leads to the owner */
  gboolean ordered;     /* the items have numbers */
  gboolean keep_with_next;
  guint anchor; /* the evidence that this block shows; 0 = none. Numbers on other pages lead here */
} HatoBlock;

/* A part of the document: begins a page, has an entry of its own in the outline. */
typedef struct
{
  HatoSectionKind kind;
  char *title; /* (owned): translated; also the first block, a heading of level 1 */
  HatoTranslation *translation; /* (owned): its language, and for what a renderer writes itself */
  gboolean shows_evidence; /* "[3] [7]" behind what rests on it; the owner page carries it unseen */
  gboolean on_one_page;    /* what does not fit is set smaller */
  GPtrArray *blocks;       /* (owned) (element-type HatoBlock) */
} HatoSection;

/* A report before it has a form: PDF, text and the preview are made of it. Boxed, counted; immutable once its maker has handed
 * it on. All text in it is redacted, translated, valid UTF-8 and without a character that a page or a terminal would obey. */
typedef struct _HatoDocument HatoDocument;

struct _HatoDocument
{
  char *title;                  /* (owned) */
  char *domain;                 /* (owned): as people write it, safe to show */
  char *time;                   /* (owned): when it was checked, as people read it, with the zone */
  char *made_here;              /* (owned): "made on the owner's own computer, nothing uploaded" */
  gint64 started;               /* the same time, microseconds since 1970: dates of the file */
  HatoTranslation *translation; /* (owned): the language of the whole: of the owner page */
  HatoPaper paper;
  gboolean is_sample;  /* said on every page */
  char *sample_note;   /* (owned) (nullable): that sentence, translated */
  GPtrArray *sections; /* (owned) (element-type HatoSection) */
};

#define HATO_TYPE_DOCUMENT (hato_document_get_type ())
GType hato_document_get_type (void);

HatoDocument *hato_document_new (const char *title, HatoTranslation *translation);
HatoDocument *hato_document_ref (HatoDocument *self);
void hato_document_unref (HatoDocument *self);
HatoSection *hato_document_add_section (HatoDocument *self,
                                        HatoSectionKind kind,
                                        const char *title,
                                        HatoTranslation *translation);
HatoPaper hato_paper_for_locale (void);

HatoBlock *hato_section_add_block (HatoSection *self, HatoBlockKind kind);
HatoBlock *hato_section_add_heading (HatoSection *self, guint level, const char *text);
HatoSentence *hato_block_add_sentence (HatoBlock *self, const char *text);
void hato_block_set_text (HatoBlock *self, const char *text);
void hato_block_set_qr (HatoBlock *self, const char *text);
void hato_block_add_span (HatoBlock *self, gsize start, gsize end);
void hato_block_add_text_span (HatoBlock *self, const char *original, gsize start, gsize end);
void hato_block_add_column (HatoBlock *self, const char *head, guint weight);
HatoRow *hato_block_add_row (HatoBlock *self);
void
hato_block_add_place (HatoBlock *self, const char *name, const char *state, HatoStationState shape);
HatoSentence *hato_row_add_cell (HatoRow *self, const char *text);
void hato_sentence_cite (HatoSentence *self, guint evidence);
char *hato_sentence_dup_evidence (const HatoSentence *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoDocument, hato_document_unref)

G_END_DECLS
