/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/bounce-rule.h"
#include "catalogue/provider.h"
#include "report/document.h"
#include "report/redaction.h"

G_BEGIN_DECLS

/* A section at work: what it is written from, and in which language. Lives on the stack; all is borrowed. */
typedef struct
{
  HatoSection *section;
  const HatoCase *shown;    /* redacted */
  const HatoBounce *bounce; /* (nullable): redacted */
  const HatoProviderList *providers;
  const HatoBounceRuleList *rules;
  const HatoTranslation *translation;
  gboolean has_letter;
} HatoPageWriter;

const char *hato_page_writer_translate (const HatoPageWriter *self, const char *text);
void hato_page_writer_cite (const HatoPageWriter *self,
                            HatoSentence *sentence,
                            const HatoFinding *finding);
void hato_page_writer_cite_evidence (const HatoPageWriter *self,
                                     HatoSentence *sentence,
                                     const HatoEvidence *evidence);
HatoBlock *
hato_page_writer_say (const HatoPageWriter *self, const char *text, const HatoFinding *finding);
HatoBlock *hato_page_writer_remark (const HatoPageWriter *self, const char *text);
HatoBlock *hato_page_writer_begin_facts (const HatoPageWriter *self);
HatoSentence *hato_page_writer_add_fact (const HatoPageWriter *self,
                                         HatoBlock *facts,
                                         const char *label,
                                         const char *text);
HatoBlock *hato_page_writer_record (const HatoPageWriter *self,
                                    const char *caption,
                                    const char *text,
                                    const HatoFinding *finding);
HatoBlock *hato_page_writer_long_record (const HatoPageWriter *self,
                                         const char *caption,
                                         const char *text,
                                         const char *rest,
                                         const HatoFinding *finding);
void hato_page_writer_verdict (const HatoPageWriter *self);
char *hato_page_writer_dup_text (const HatoPageWriter *self,
                                 const HatoFinding *finding,
                                 const char *text);
const char *hato_page_writer_get_title (const HatoPageWriter *self, const HatoFinding *finding);
char *hato_page_writer_join (const HatoPageWriter *self, const char *first, const char *second);
char *hato_page_writer_dup_state (const HatoPageWriter *self, const HatoFinding *finding);
char *hato_page_writer_dup_line (const HatoPageWriter *self, const HatoFinding *finding);
const char *hato_page_writer_get_level_word (const HatoPageWriter *self, HatoLevel level);
const char *hato_page_writer_get_company (const HatoPageWriter *self, const HatoProvider *provider);

G_END_DECLS
