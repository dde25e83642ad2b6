/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "advice/case.h"

G_BEGIN_DECLS

#define HATO_MAIL_WAY_STATIONS 4u

/* What is known of a station of the way of the mail. */
typedef enum
{
  HATO_STATION_UNSEEN,   /* nobody looked */
  HATO_STATION_PASSED,   /* nothing stands in the way here */
  HATO_STATION_DOUBTFUL, /* mail may be stopped here */
  HATO_STATION_STOPPED,  /* mail was stopped here */
} HatoStationState;

typedef struct
{
  const char *name; /* static: English, to be translated */
  HatoStationState state;
} HatoStation;

/* The way of the mail that a case is about, from its beginning to its end; a picture in the window and on paper. */
typedef struct
{
  gboolean is_incoming; /* of mail that the owner should receive */
  HatoStation stations[HATO_MAIL_WAY_STATIONS];
} HatoMailWay;

void hato_mail_way_find (const HatoCase *shown, HatoMailWay *way);
const char *hato_station_state_to_text (HatoStationState state);

G_END_DECLS
