/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/mail-signs.h"

#include <string.h>

/* How the servers of the world call themselves and what they write over a report; lower case. */
static const char *const daemons[] = { "mailer-daemon",        "postmaster",  "post_master",
                                       "mail.delivery.system", "mail-daemon", "mailerdaemon",
                                       "mailer_daemon",        "mdaemon" };

static const char *const failures[] = { "undeliver",
                                        "returned mail",
                                        "returning message",
                                        "delivery failure",
                                        "delivery has failed",
                                        "delivery failed",
                                        "failure notice",
                                        "failure delivery",
                                        "failed mail",
                                        "mail failure",
                                        "could not be delivered",
                                        "could not send",
                                        "delivery status notification (failure)",
                                        "delivery report (failure)",
                                        "mail system error",
                                        "non delivery",
                                        "non-delivery",
                                        "nondeliverable",
                                        "not delivered",
                                        "mail failed",
                                        "are not member",
                                        "loop alert",
                                        "message failed",
                                        "delivery error",
                                        "rejected mail",
                                        "non remis",
                                        "unzustellbar",
                                        "配信不能",
                                        "配信できません",
                                        "送信できません",
                                        "送信エラー",
                                        "配信エラー",
                                        "届きませんでした",
                                        "配送できません",
                                        "配達不能",
                                        "送信に失敗",
                                        "配信に失敗",
                                        "メール不達",
                                        "不達通知" };

static const char *const delays[] = { "delayed",
                                      "(delay)",
                                      "still being retried",
                                      "warning: could not send",
                                      "warning--could not send",
                                      "配信遅延",
                                      "遅延",
                                      "配送遅延" };

static const char *const answers[] = { "automatic reply",
                                       "auto reply",
                                       "auto-reply",
                                       "autoreply",
                                       "auto:",
                                       "out of office",
                                       "out of the office",
                                       "automatic response",
                                       "auto response",
                                       "vacation",
                                       "away from my mail",
                                       "abwesenheit",
                                       "automatyczna odpowied",
                                       "réponse automatique",
                                       "自動応答",
                                       "自動返信",
                                       "自動回答",
                                       "不在通知",
                                       "不在のお知らせ" };

static gboolean
has_any (const char *text, const char *const *phrases, gsize n_phrases)
{
  for (gsize i = 0; i < n_phrases; i++)
    if (strstr (text, phrases[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
begins (const HatoMessage *message, const char *header, const char *start)
{
  const char *value = hato_message_get_header (message, header);

  return value != NULL && g_ascii_strncasecmp (value, start, strlen (start)) == 0;
}

static gboolean
is_from_server (const HatoMessage *message)
{
  const char *from = hato_message_get_header (message, "From");
  g_autofree char *folded = NULL;

  if (hato_message_get_header (message, "X-Failed-Recipients") != NULL)
    return TRUE;
  if (from == NULL)
    return FALSE;
  folded = g_ascii_strdown (from, -1);
  return strstr (folded, "<>") != NULL || has_any (folded, daemons, G_N_ELEMENTS (daemons));
}

/* RFC 3834 §5 and what programs did before it. */
static gboolean
is_automatic (const HatoMessage *message)
{
  static const char *const headers[] = { "X-Autoreply", "X-Autorespond", "X-Auto-Response",
                                         "X-Autogenerated", "X-Vacation" };

  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++)
    if (hato_message_get_header (message, headers[i]) != NULL)
      return TRUE;
  return begins (message, "Auto-Submitted", "auto-replied")
         || begins (message, "Auto-Submitted", "vacation")
         || begins (message, "Precedence", "auto_reply")
         || begins (message, "X-Precedence", "auto_reply");
}

/* Microsoft's JMRP, whose subject names the address that it complains of; Apple's button "unsubscribe". */
static gboolean
is_complaint (const HatoMessage *message, const char *subject)
{
  return g_str_has_prefix (subject, "complaint about message from ")
         || hato_message_get_header (message, "X-Apple-Unsubscribe") != NULL;
}

/** hato_mail_signs_read: what @message is by its headers alone */
void
hato_mail_signs_read (HatoMailSigns *self, const HatoMessage *message)
{
  g_autofree char *subject = hato_message_dup_words (message, "Subject");
  g_autofree char *folded = g_utf8_strdown (subject != NULL ? subject : "", -1);

  self->is_complaint = is_complaint (message, folded);
  self->is_from_server = is_from_server (message);
  self->is_about_delay = has_any (folded, delays, G_N_ELEMENTS (delays));
  self->is_about_failure = has_any (folded, failures, G_N_ELEMENTS (failures));
  self->is_automatic = is_automatic (message) || has_any (folded, answers, G_N_ELEMENTS (answers));
}
