/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A company or a kind of filter that refuses mail. Immutable, lives as long as its list. */
typedef struct
{
  char *id;      /* (owned) */
  char *name;    /* (owned): a proper name, the same in every language */
  GStrv hosts;   /* (owned): names of its servers, with all below them */
  GStrv domains; /* (owned): domains of its mailboxes, with all below them */
} HatoOrganisation;

/* What a refusal means, by its words; by its codes where there are no words. Immutable, lives as long as its list. */
typedef struct
{
  char *id;           /* (owned) */
  char *organisation; /* (owned) (nullable): id of the one that says this and nobody else */
  GStrv at;           /* (owned): ids: only where one of these refuses; empty = anywhere */
  gboolean has_text;
  gboolean of_answer; /* only the words of a server itself count, not those around them */
  gboolean
      of_code;    /* the words say no more than the code they come with: others decide over them */
  GStrv statuses; /* (owned): "5.7.26", "x.7.*"; empty = any */
  GStrv reply_codes; /* (owned): "550", "4*"; empty = any */
  GStrv stages;      /* (owned): as hato_stage_to_string (); empty = any */
  char *kind;        /* (owned) (nullable): NULL = a bounce */
  char *cause;       /* (owned) */
  char *detail;      /* (owned) (nullable) */
  char *who;         /* (owned) (nullable): where it is another than the cause says */
  char *source;      /* (owned): where the words are published */
  char *date;        /* (owned): when they were read there */
} HatoBounceRule;

/* A place where a refusal names an address, a domain or a selector. */
typedef struct
{
  char *field;  /* (owned): "ip", "domain" or "selector" */
  char *before; /* (owned): folded words before it */
  char *after;  /* (owned) (nullable): folded words that must follow */
} HatoBounceNaming;

/* What of a refusal decides. Texts are folded (base/folded-text). */
typedef struct
{
  const char *text; /* folded */
  gsize size;
  const char *status;     /* (nullable) */
  const char *reply_code; /* (nullable) */
  const char *stage;      /* (nullable) */
  const char *remote_mta; /* (nullable) */
  const char *recipient;  /* (nullable) */
  gboolean is_around;     /* @text is what stands around an answer, too */
} HatoRefusalFacts;

typedef struct
{
  const HatoBounceRule *rule;           /* (nullable): NULL = nothing can be told */
  const HatoOrganisation *organisation; /* (nullable): who refused */
  gsize start;                          /* the telling words in the folded text; equal = none */
  gsize end;
} HatoRuling;

/* All rules. Boxed, immutable. */
typedef struct _HatoBounceRuleList HatoBounceRuleList;

#define HATO_TYPE_BOUNCE_RULE_LIST (hato_bounce_rule_list_get_type ())
GType hato_bounce_rule_list_get_type (void);

HatoBounceRuleList *hato_bounce_rule_list_new (GError **error);
HatoBounceRuleList *hato_bounce_rule_list_ref (HatoBounceRuleList *self);
void hato_bounce_rule_list_unref (HatoBounceRuleList *self);
void hato_bounce_rule_list_decide (const HatoBounceRuleList *self,
                                   const HatoRefusalFacts *facts,
                                   HatoRuling *ruling);
guint hato_bounce_rule_list_get_length (const HatoBounceRuleList *self);
const HatoBounceRule *hato_bounce_rule_list_get (const HatoBounceRuleList *self, guint index);
const HatoBounceRule *hato_bounce_rule_list_find (const HatoBounceRuleList *self, const char *id);
const GPtrArray *hato_bounce_rule_list_get_namings (const HatoBounceRuleList *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoBounceRuleList, hato_bounce_rule_list_unref)

G_END_DECLS
