/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bounce/cause.h"

static const char *const kind_names[] = {
  [HATO_BOUNCE_KIND_BOUNCE] = "bounce",
  [HATO_BOUNCE_KIND_DELAY] = "delay",
  [HATO_BOUNCE_KIND_AUTO_REPLY] = "auto_reply",
  [HATO_BOUNCE_KIND_COMPLAINT] = "complaint",
  [HATO_BOUNCE_KIND_DELIVERED] = "delivered",
  [HATO_BOUNCE_KIND_WARNING] = "warning",
  [HATO_BOUNCE_KIND_CLIENT_ERROR] = "client_error",
  [HATO_BOUNCE_KIND_NOT_BOUNCE] = "not_bounce",
};

static const char *const cause_names[HATO_N_CAUSES] = {
  [HATO_CAUSE_SENDER_AUTH] = "sender_auth",
  [HATO_CAUSE_REPUTATION] = "reputation",
  [HATO_CAUSE_PTR] = "ptr",
  [HATO_CAUSE_TLS] = "tls",
  [HATO_CAUSE_RATE_LIMIT] = "rate_limit",
  [HATO_CAUSE_GREYLIST] = "greylist",
  [HATO_CAUSE_MAILBOX_UNKNOWN] = "mailbox_unknown",
  [HATO_CAUSE_MAILBOX_FULL] = "mailbox_full",
  [HATO_CAUSE_MAILBOX_DISABLED] = "mailbox_disabled",
  [HATO_CAUSE_RECIPIENT_FILTER] = "recipient_filter",
  [HATO_CAUSE_HOST_UNKNOWN] = "host_unknown",
  [HATO_CAUSE_SIZE] = "size",
  [HATO_CAUSE_CONTENT_SPAM] = "content_spam",
  [HATO_CAUSE_MALWARE] = "malware",
  [HATO_CAUSE_POLICY] = "policy",
  [HATO_CAUSE_SENDER_REJECTED] = "sender_rejected",
  [HATO_CAUSE_RELAY_DENIED] = "relay_denied",
  [HATO_CAUSE_NETWORK] = "network",
  [HATO_CAUSE_EXPIRED] = "expired",
  [HATO_CAUSE_SERVER_ERROR] = "server_error",
  [HATO_CAUSE_FORMAT] = "format",
  [HATO_CAUSE_AUTO_REPLY] = "auto_reply",
  [HATO_CAUSE_COMPLAINT] = "complaint",
  [HATO_CAUSE_DELIVERED] = "delivered",
  [HATO_CAUSE_NOT_BOUNCE] = "not_bounce",
  [HATO_CAUSE_UNKNOWN] = "unknown",
};

static const char *const basis_names[] = {
  [HATO_BASIS_TEXT] = "text",
  [HATO_BASIS_STATUS] = "status",
  [HATO_BASIS_REPLY_CODE] = "reply_code",
  [HATO_BASIS_NONE] = "none",
};

static gboolean
find_name (const char *const *names, gsize n_names, const char *name, gsize *index)
{
  for (gsize i = 0; i < n_names; i++)
    if (g_strcmp0 (names[i], name) == 0)
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

const char *
hato_bounce_kind_to_string (HatoBounceKind kind)
{
  return kind_names[kind];
}

/** hato_bounce_kind_from_string: FALSE for a name that is none; @kind is then unchanged. */
gboolean
hato_bounce_kind_from_string (const char *name, HatoBounceKind *kind)
{
  gsize index;

  if (!find_name (kind_names, G_N_ELEMENTS (kind_names), name, &index))
    return FALSE;

  *kind = (HatoBounceKind) index;
  return TRUE;
}

const char *
hato_cause_to_string (HatoCause cause)
{
  return cause_names[cause];
}

/** hato_cause_from_string: FALSE for a name that is none; @cause is then unchanged. */
gboolean
hato_cause_from_string (const char *name, HatoCause *cause)
{
  gsize index;

  if (!find_name (cause_names, G_N_ELEMENTS (cause_names), name, &index))
    return FALSE;

  *cause = (HatoCause) index;
  return TRUE;
}

const char *
hato_basis_to_string (HatoBasis basis)
{
  return basis_names[basis];
}
