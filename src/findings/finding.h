/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/evidence.h"

G_BEGIN_DECLS

/* From worst to best; findings stand in this order. */
typedef enum
{
  HATO_LEVEL_PROBLEM,
  HATO_LEVEL_CAUTION,
  HATO_LEVEL_ADVICE,
  HATO_LEVEL_UNCHECKED,
  HATO_LEVEL_OK,
  HATO_LEVEL_NOT_APPLICABLE,
} HatoLevel;

typedef enum
{
  HATO_AFFECTS_SENDING,
  HATO_AFFECTS_RECEIVING,
  HATO_AFFECTS_MAIL_PROGRAM,
  HATO_AFFECTS_WEB,
} HatoAffects;

typedef struct
{
  char *name;          /* (owned) */
  char *value;         /* (owned): text from strangers; shown only through base/foreign-text */
  gboolean is_boolean; /* @value is "true" or "false" */
} HatoArgument;

/* What a record reads now and what it should read. */
typedef struct
{
  char *name;     /* (owned) */
  char *type;     /* (owned): TXT, MX, … */
  char *old_text; /* (owned) (nullable): NULL = there is none */
  char *new_text; /* (owned) (nullable): NULL = to be removed */
} HatoRecordChange;

typedef struct
{
  gsize start; /* byte offsets in the excerpt's text */
  gsize end;
  char *code; /* (owned): the finding code that the mark belongs to */
} HatoMark;

/* A record as it was found, valid UTF-8, with the places that matter. */
typedef struct
{
  char *text;       /* (owned) */
  GPtrArray *marks; /* (owned) (element-type HatoMark) */
} HatoExcerpt;

/* What leads to what: the SPF tree. */
typedef struct _HatoTree HatoTree;

struct _HatoTree
{
  char *label; /* (owned): "include:_spf.google.com" */
  HatoLevel level;
  guint cost;    /* DNS look-ups of this term and all below it (RFC 7208 §4.6.4) */
  char *matched; /* (owned) (nullable): the sending addresses about which it decides, one a line */
  GPtrArray *children; /* (owned) (element-type HatoTree) */
};

/* One thing that was found out. Boxed, counted; its maker fills it, and from then on it is immutable. */
typedef struct _HatoFinding HatoFinding;

struct _HatoFinding
{
  const char *code; /* (owned): contract, "Finding codes" */
  HatoLevel level;
  HatoAffects affects;  /* as its code has it, unless its maker knows better: a door has a role */
  char *subject;        /* (owned): the name that it is about */
  GPtrArray *arguments; /* (owned) (element-type HatoArgument): in the order added */
  HatoRecordChange *record; /* (owned) (nullable) */
  HatoExcerpt *excerpt;     /* (owned) (nullable) */
  HatoTree *tree;           /* (owned) (nullable) */
  GPtrArray *evidence;      /* (owned) (element-type HatoEvidence) */
};

#define HATO_TYPE_FINDING (hato_finding_get_type ())
GType hato_finding_get_type (void);

HatoFinding *hato_finding_new (const char *code, HatoLevel level, const char *subject);
HatoFinding *hato_finding_new_usual (const char *code, const char *subject);
HatoFinding *hato_finding_new_unchecked (const char *area, const char *reason, const char *subject);
HatoFinding *hato_finding_new_with_level (const HatoFinding *finding, HatoLevel level);
HatoFinding *hato_finding_ref (HatoFinding *self);
void hato_finding_unref (HatoFinding *self);
void hato_finding_add_argument (HatoFinding *self, const char *name, const char *value);
void hato_finding_add_number (HatoFinding *self, const char *name, guint64 value);
void hato_finding_add_time (HatoFinding *self, const char *name, gint64 microseconds);
void hato_finding_add_boolean (HatoFinding *self, const char *name, gboolean value);
void hato_finding_set_record (HatoFinding *self,
                              const char *name,
                              const char *type,
                              const char *old_text,
                              const char *new_text);
void hato_finding_take_excerpt (HatoFinding *self, HatoExcerpt *excerpt);
void hato_finding_take_tree (HatoFinding *self, HatoTree *tree);
void hato_finding_cite (HatoFinding *self, const HatoEvidence *evidence);
const char *hato_finding_get_argument (const HatoFinding *self, const char *name);
int hato_finding_compare (const HatoFinding *a, const HatoFinding *b);

const char *hato_level_to_string (HatoLevel level);
HatoLevel hato_level_worst (const GPtrArray *findings);
const char *hato_affects_to_string (HatoAffects affects);

HatoExcerpt *hato_excerpt_new (gconstpointer bytes, gsize size);
void hato_excerpt_add_mark (HatoExcerpt *self, gsize start, gsize end, const char *code);
void hato_excerpt_free (HatoExcerpt *self);
HatoTree *hato_tree_new (const char *label);
void hato_tree_free (HatoTree *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoFinding, hato_finding_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoExcerpt, hato_excerpt_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoTree, hato_tree_free)

G_END_DECLS
