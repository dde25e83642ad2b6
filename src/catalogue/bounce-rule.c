/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/bounce-rule.h"

#include <string.h>

#include "base/domain-name.h"
#include "base/error.h"
#include "catalogue/data-file.h"
#include "catalogue/phrase-index.h"

/* What a phrase of the index stands for. */
typedef enum
{
  PHRASE_RULE,
  PHRASE_UNLESS, /* a rule does not apply where this is said */
  PHRASE_ORGANISATION,
} PhraseRole;

typedef struct
{
  PhraseRole role;
  guint index; /* of the rule or the organisation */
} PhraseOwner;

struct _HatoBounceRuleList
{
  GPtrArray *organisations; /* (owned) (element-type HatoOrganisation) */
  GPtrArray *rules;   /* (owned) (element-type HatoBounceRule): the first that applies decides */
  GPtrArray *namings; /* (owned) (element-type HatoBounceNaming) */
  HatoPhraseIndex *index; /* (owned) */
  GArray *owners;         /* (owned) (element-type PhraseOwner): by number of the phrase */
};

/* What was found of one rule's words. */
typedef struct
{
  gboolean excluded;
  const HatoPhraseMatch *match; /* (nullable) */
} RuleWords;

G_DEFINE_BOXED_TYPE (HatoBounceRuleList,
                     hato_bounce_rule_list,
                     hato_bounce_rule_list_ref,
                     hato_bounce_rule_list_unref)

static void
organisation_free (gpointer data)
{
  HatoOrganisation *self = data;

  g_free (self->id);
  g_free (self->name);
  g_strfreev (self->hosts);
  g_strfreev (self->domains);
  g_free (self);
}

static void
rule_free (gpointer data)
{
  HatoBounceRule *self = data;
  char *texts[] = { self->id,     self->organisation, self->kind,   self->cause,
                    self->detail, self->who,          self->source, self->date };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_strfreev (self->at);
  g_strfreev (self->statuses);
  g_strfreev (self->reply_codes);
  g_strfreev (self->stages);
  g_free (self);
}

static void
naming_free (gpointer data)
{
  HatoBounceNaming *self = data;

  g_free (self->field);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

static gboolean
add_phrases (HatoBounceRuleList *self,
             JsonObject *entry,
             const char *member,
             PhraseRole role,
             guint index,
             GError **error)
{
  g_auto (GStrv) phrases = hato_data_dup_strings (entry, member);

  for (gsize i = 0; phrases[i] != NULL; i++)
    {
      PhraseOwner owner = { role, index };
      guint number;

      if (!hato_phrase_index_add (self->index, phrases[i], &number))
        {
          g_set_error (error, HATO_ERROR, HATO_ERROR_INTERNAL, "bounce-rules: \"%s\" is too short",
                       phrases[i]);
          return FALSE;
        }
      g_array_append_val (self->owners, owner);
    }
  return TRUE;
}

static gboolean
read_organisation (JsonObject *entry, gpointer user_data, GError **error)
{
  HatoBounceRuleList *self = user_data;
  HatoOrganisation *organisation = g_new0 (HatoOrganisation, 1);
  guint index = self->organisations->len;

  g_ptr_array_add (self->organisations, organisation);
  organisation->id = g_strdup (hato_data_get_string (entry, "id"));
  organisation->name = g_strdup (hato_data_get_string (entry, "name"));
  organisation->hosts = hato_data_dup_strings (entry, "hosts");
  organisation->domains = hato_data_dup_strings (entry, "domains");
  if (organisation->id == NULL || organisation->name == NULL)
    {
      g_set_error (error, HATO_ERROR, HATO_ERROR_INTERNAL,
                   "bounce-rules: organisation %u has no id or name", index);
      return FALSE;
    }
  return add_phrases (self, entry, "text", PHRASE_ORGANISATION, index, error);
}

static gboolean
read_rule (JsonObject *entry, gpointer user_data, GError **error)
{
  HatoBounceRuleList *self = user_data;
  HatoBounceRule *rule = g_new0 (HatoBounceRule, 1);
  guint index = self->rules->len;

  g_ptr_array_add (self->rules, rule);
  rule->id = g_strdup (hato_data_get_string (entry, "id"));
  rule->organisation = g_strdup (hato_data_get_string (entry, "organisation"));
  rule->at = hato_data_dup_strings (entry, "at");
  rule->has_text = json_object_has_member (entry, "text");
  rule->of_answer = g_strcmp0 (hato_data_get_string (entry, "scope"), "answer") == 0;
  rule->of_code = g_strcmp0 (hato_data_get_string (entry, "scope"), "code") == 0;
  rule->statuses = hato_data_dup_strings (entry, "status");
  rule->reply_codes = hato_data_dup_strings (entry, "reply_code");
  rule->stages = hato_data_dup_strings (entry, "stage");
  rule->kind = g_strdup (hato_data_get_string (entry, "kind"));
  rule->cause = g_strdup (hato_data_get_string (entry, "cause"));
  rule->detail = g_strdup (hato_data_get_string (entry, "detail"));
  rule->who = g_strdup (hato_data_get_string (entry, "who"));
  rule->source = g_strdup (hato_data_get_string (entry, "source"));
  rule->date = g_strdup (hato_data_get_string (entry, "date"));
  if (rule->id == NULL || rule->cause == NULL)
    {
      g_set_error (error, HATO_ERROR, HATO_ERROR_INTERNAL,
                   "bounce-rules: rule %u has no id or cause", index);
      return FALSE;
    }
  return add_phrases (self, entry, "text", PHRASE_RULE, index, error)
         && add_phrases (self, entry, "unless", PHRASE_UNLESS, index, error);
}

static gboolean
read_naming (JsonObject *entry, gpointer user_data, GError **error)
{
  HatoBounceRuleList *self = user_data;
  HatoBounceNaming *naming = g_new0 (HatoBounceNaming, 1);

  g_ptr_array_add (self->namings, naming);
  naming->field = g_strdup (hato_data_get_string (entry, "field"));
  naming->before = g_strdup (hato_data_get_string (entry, "before"));
  naming->after = g_strdup (hato_data_get_string (entry, "after"));
  if (naming->field != NULL && naming->before != NULL)
    return TRUE;

  g_set_error (error, HATO_ERROR, HATO_ERROR_INTERNAL, "bounce-rules: naming %u is incomplete",
               self->namings->len);
  return FALSE;
}

/** hato_bounce_rule_list_new: (transfer full) (nullable): the rules that the program brings along. */
HatoBounceRuleList *
hato_bounce_rule_list_new (GError **error)
{
  g_autoptr (HatoBounceRuleList) self = g_atomic_rc_box_new0 (HatoBounceRuleList);

  self->organisations = g_ptr_array_new_with_free_func (organisation_free);
  self->rules = g_ptr_array_new_with_free_func (rule_free);
  self->namings = g_ptr_array_new_with_free_func (naming_free);
  self->index = hato_phrase_index_new ();
  self->owners = g_array_new (FALSE, FALSE, sizeof (PhraseOwner));
  if (!hato_data_file_read ("bounce-organisations", "organisations", read_organisation, self, error)
      || !hato_data_file_read ("bounce-rules", "rules", read_rule, self, error)
      || !hato_data_file_read ("bounce-namings", "namings", read_naming, self, error))
    return NULL;

  hato_phrase_index_seal (self->index);
  return g_steal_pointer (&self);
}

HatoBounceRuleList *
hato_bounce_rule_list_ref (HatoBounceRuleList *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
rule_list_clear (gpointer data)
{
  HatoBounceRuleList *self = data;

  g_ptr_array_unref (self->organisations);
  g_ptr_array_unref (self->rules);
  g_ptr_array_unref (self->namings);
  hato_phrase_index_free (self->index);
  g_array_unref (self->owners);
}

void
hato_bounce_rule_list_unref (HatoBounceRuleList *self)
{
  g_atomic_rc_box_release_full (self, rule_list_clear);
}

/* Whether a code fits: "x" = any class, "*" at the end = anything more. */
static gboolean
fits_code (const char *code, const char *pattern)
{
  for (; *pattern != '\0'; code++, pattern++)
    {
      if (*pattern == '*')
        return TRUE;
      if (*code == '\0' || (*pattern != *code && *pattern != 'x'))
        return FALSE;
    }
  return *code == '\0';
}

static gboolean
fits_any (const char *code, GStrv patterns)
{
  if (patterns[0] == NULL)
    return TRUE;
  for (gsize i = 0; code != NULL && patterns[i] != NULL; i++)
    if (fits_code (code, patterns[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_of (const char *name, GStrv names)
{
  for (gsize i = 0; names[i] != NULL; i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0 || hato_domain_name_is_below (name, names[i]))
      return TRUE;
  return FALSE;
}

/* Who refused: by what it says, else by the server's name, else, where no server is named, by the address. */
static const HatoOrganisation *
recognise (const HatoBounceRuleList *self, const HatoRefusalFacts *facts, const GArray *matches)
{
  const char *at = facts->recipient != NULL ? strrchr (facts->recipient, '@') : NULL;
  g_autofree char *host =
      facts->remote_mta != NULL ? g_ascii_strdown (facts->remote_mta, -1) : NULL;
  g_autofree char *domain = at != NULL ? g_ascii_strdown (at + 1, -1) : NULL;

  for (guint i = 0; i < matches->len; i++)
    {
      guint phrase = g_array_index (matches, HatoPhraseMatch, i).phrase;
      const PhraseOwner *owner = &g_array_index (self->owners, PhraseOwner, phrase);

      if (owner->role == PHRASE_ORGANISATION)
        return g_ptr_array_index (self->organisations, owner->index);
    }
  for (guint i = 0; i < self->organisations->len; i++)
    {
      const HatoOrganisation *organisation = g_ptr_array_index (self->organisations, i);

      if (host != NULL ? is_of (host, organisation->hosts)
                       : domain != NULL && is_of (domain, organisation->domains))
        return organisation;
    }
  return NULL;
}

static const HatoOrganisation *
find_organisation (const HatoBounceRuleList *self, const char *id)
{
  for (guint i = 0; i < self->organisations->len; i++)
    {
      const HatoOrganisation *organisation = g_ptr_array_index (self->organisations, i);

      if (strcmp (organisation->id, id) == 0)
        return organisation;
    }
  return NULL;
}

static gboolean
applies (const HatoBounceRule *rule,
         const RuleWords *words,
         const HatoRefusalFacts *facts,
         const HatoOrganisation *organisation)
{
  if (words->excluded || (rule->has_text && words->match == NULL)
      || (rule->of_answer && facts->is_around))
    return FALSE;
  if (rule->at[0] != NULL
      && (organisation == NULL
          || !g_strv_contains ((const char *const *) rule->at, organisation->id)))
    return FALSE;
  if (rule->stages[0] != NULL
      && (facts->stage == NULL
          || !g_strv_contains ((const char *const *) rule->stages, facts->stage)))
    return FALSE;

  return fits_any (facts->status, rule->statuses)
         && fits_any (facts->reply_code, rule->reply_codes);
}

/**
 * hato_bounce_rule_list_decide:
 * @ruling: (out): the first rule of the file that applies, and who refused
 */
void
hato_bounce_rule_list_decide (const HatoBounceRuleList *self,
                              const HatoRefusalFacts *facts,
                              HatoRuling *ruling)
{
  g_autoptr (GArray) matches = hato_phrase_index_find (self->index, facts->text, facts->size);
  g_autofree RuleWords *words = g_new0 (RuleWords, self->rules->len);

  *ruling = (HatoRuling){ .organisation = recognise (self, facts, matches) };
  for (guint i = 0; i < matches->len; i++)
    {
      const HatoPhraseMatch *match = &g_array_index (matches, HatoPhraseMatch, i);
      const PhraseOwner *owner = &g_array_index (self->owners, PhraseOwner, match->phrase);

      if (owner->role == PHRASE_UNLESS)
        words[owner->index].excluded = TRUE;
      else if (owner->role == PHRASE_RULE && words[owner->index].match == NULL)
        words[owner->index].match = match;
    }
  for (guint i = 0; i < self->rules->len; i++)
    {
      const HatoBounceRule *rule = g_ptr_array_index (self->rules, i);

      if (!applies (rule, &words[i], facts, ruling->organisation))
        continue;
      ruling->rule = rule;
      if (words[i].match != NULL)
        {
          ruling->start = words[i].match->start;
          ruling->end = words[i].match->end;
        }
      if (rule->organisation != NULL && ruling->organisation == NULL)
        ruling->organisation = find_organisation (self, rule->organisation);
      return;
    }
}

guint
hato_bounce_rule_list_get_length (const HatoBounceRuleList *self)
{
  return self->rules->len;
}

/** hato_bounce_rule_list_get: (transfer none): rule @index (from 0), in the order of the file. */
const HatoBounceRule *
hato_bounce_rule_list_get (const HatoBounceRuleList *self, guint index)
{
  return g_ptr_array_index (self->rules, index);
}

/** hato_bounce_rule_list_find: (transfer none) (nullable): the rule of that name: for its source and date */
const HatoBounceRule *
hato_bounce_rule_list_find (const HatoBounceRuleList *self, const char *id)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      const HatoBounceRule *rule = g_ptr_array_index (self->rules, i);

      if (strcmp (rule->id, id) == 0)
        return rule;
    }
  return NULL;
}

/** hato_bounce_rule_list_get_namings: (transfer none) (element-type HatoBounceNaming): in the order of the file */
const GPtrArray *
hato_bounce_rule_list_get_namings (const HatoBounceRuleList *self)
{
  return self->namings;
}
