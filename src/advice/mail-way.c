/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "advice/mail-way.h"

#include <glib/gi18n-lib.h>

/* Where what the domain publishes is looked at. */
#define SERVER       1u /* of mail that is sent: the sender's own */
#define CHECKS       2u /* of mail that is sent: by the receiver */
#define INBOX        3u /* of mail that is sent */
#define PUBLICATIONS 1u /* of mail that comes in: by whoever sends it */

static const char *const outgoing[HATO_MAIL_WAY_STATIONS] = {
  N_ ("You"),
  N_ ("Your mail server"),
  N_ ("The receiver’s checks"),
  N_ ("Inbox"),
};

static const char *const incoming[HATO_MAIL_WAY_STATIONS] = {
  N_ ("The sender"),
  N_ ("Your domain’s settings"),
  N_ ("Your mail server"),
  N_ ("Your inbox"),
};

static const char *const state_texts[] = {
  [HATO_STATION_UNSEEN] = N_ ("not looked at"),
  [HATO_STATION_PASSED] = N_ ("nothing in the way"),
  [HATO_STATION_DOUBTFUL] = N_ ("may stop here"),
  [HATO_STATION_STOPPED] = N_ ("stopped here"),
};

/* The state of the station where findings about @affects tell: a check of the domain alone never says that mail was
 * stopped, and that a mail could be read says nothing of its way. */
static HatoStationState
find_state (const HatoCheckup *checkup, HatoAffects affects)
{
  HatoStationState state = HATO_STATION_UNSEEN;

  for (guint i = 0; i < checkup->findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (checkup->findings, i);

      if (finding->affects != affects || g_str_has_prefix (finding->code, "bounce."))
        continue;
      if (finding->level <= HATO_LEVEL_CAUTION)
        return HATO_STATION_DOUBTFUL;
      if (finding->level == HATO_LEVEL_OK)
        state = HATO_STATION_PASSED;
    }
  return state;
}

/* Where a mail that came back was stopped: at the sender's own server, at the receiver's checks, or at the mailbox. */
static guint
find_stop (const HatoFinding *bounce)
{
  static const char *const own[] = { "bounce.client_tls",
                                     "bounce.client_network",
                                     "bounce.client_login",
                                     "bounce.relay_denied",
                                     "bounce.rate_limit_own_host_limit",
                                     NULL };
  static const char *const mailbox[] = { "bounce.mailbox_unknown",  "bounce.mailbox_full",
                                         "bounce.mailbox_disabled", "bounce.recipient_filter",
                                         "bounce.warning",          NULL };

  if (g_strv_contains (own, bounce->code))
    return SERVER;

  return g_strv_contains (mailbox, bounce->code) ? INBOX : CHECKS;
}

/* What a mail that came back tells of its way: it got as far as the station that stopped it. */
static void
tell_bounce (const HatoFinding *bounce, HatoMailWay *way)
{
  gboolean stopped = bounce->level <= HATO_LEVEL_CAUTION;
  guint stop = find_stop (bounce);

  if (bounce->level > HATO_LEVEL_ADVICE)
    return;

  for (guint i = 0; i < stop; i++)
    way->stations[i].state = HATO_STATION_PASSED;
  way->stations[stop].state = stopped ? HATO_STATION_STOPPED : HATO_STATION_DOUBTFUL;
}

/**
 * hato_mail_way_find:
 * @way: (out caller-allocates)
 *
 * The way of the mail that the headline of @shown speaks of; what nobody observed stays unseen.
 */
void
hato_mail_way_find (const HatoCase *shown, HatoMailWay *way)
{
  guint place;

  way->is_incoming = shown->leading != NULL && shown->leading->affects == HATO_AFFECTS_RECEIVING
                     && shown->level <= HATO_LEVEL_CAUTION;
  for (guint i = 0; i < HATO_MAIL_WAY_STATIONS; i++)
    way->stations[i] =
        (HatoStation){ way->is_incoming ? incoming[i] : outgoing[i], HATO_STATION_UNSEEN };

  place = way->is_incoming ? PUBLICATIONS : CHECKS;
  way->stations[place].state =
      find_state (shown->checkup, way->is_incoming ? HATO_AFFECTS_RECEIVING : HATO_AFFECTS_SENDING);
  if (shown->bounce != NULL && !way->is_incoming)
    tell_bounce (shown->bounce, way);
}

/** hato_station_state_to_text: (transfer none): a few English words, to be translated */
const char *
hato_station_state_to_text (HatoStationState state)
{
  return state_texts[state];
}
