/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "advice/mail-way.h"

#include <glib/gi18n-lib.h>

#include "findings/wording.h"

/* Where what the domain publishes is looked at. */
#define CHECKS       2u /* of mail that is sent: by the receiver */
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
 * stopped. */
static HatoStationState
find_state (const HatoCheckup *checkup, HatoAffects affects)
{
  HatoStationState state = HATO_STATION_UNSEEN;

  for (guint i = 0; i < checkup->findings->len; i++)
    {
      const HatoFinding *finding = g_ptr_array_index (checkup->findings, i);
      const HatoWording *wording = hato_wording_find (finding->code);

      if (wording == NULL || wording->affects != affects)
        continue;
      if (finding->level <= HATO_LEVEL_CAUTION)
        return HATO_STATION_DOUBTFUL;
      if (finding->level == HATO_LEVEL_OK)
        state = HATO_STATION_PASSED;
    }
  return state;
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
  const HatoWording *leading =
      shown->leading != NULL ? hato_wording_find (shown->leading->code) : NULL;
  guint place;

  way->is_incoming = leading != NULL && leading->affects == HATO_AFFECTS_RECEIVING
                     && shown->level <= HATO_LEVEL_CAUTION;
  for (guint i = 0; i < HATO_MAIL_WAY_STATIONS; i++)
    way->stations[i] =
        (HatoStation){ way->is_incoming ? incoming[i] : outgoing[i], HATO_STATION_UNSEEN };

  place = way->is_incoming ? PUBLICATIONS : CHECKS;
  way->stations[place].state =
      find_state (shown->checkup, way->is_incoming ? HATO_AFFECTS_RECEIVING : HATO_AFFECTS_SENDING);
}

/** hato_station_state_to_text: (transfer none): a few English words, to be translated */
const char *
hato_station_state_to_text (HatoStationState state)
{
  return state_texts[state];
}
