/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "findings/wording.h"

G_BEGIN_DECLS

/* One table an area, each in its wording-AREA.c. */
extern const HatoWordingTable hato_wording_spf;
extern const HatoWordingTable hato_wording_dkim;
extern const HatoWordingTable hato_wording_dmarc;
extern const HatoWordingTable hato_wording_mx;
extern const HatoWordingTable hato_wording_ptr;
extern const HatoWordingTable hato_wording_dns;
extern const HatoWordingTable hato_wording_mta_sts;
extern const HatoWordingTable hato_wording_tlsrpt;
extern const HatoWordingTable hato_wording_bimi;
extern const HatoWordingTable hato_wording_signature;
extern const HatoWordingTable hato_wording_helo;
extern const HatoWordingTable hato_wording_blocklist;
extern const HatoWordingTable hato_wording_dane;
extern const HatoWordingTable hato_wording_bounce;
extern const HatoWordingTable hato_wording_tls;
extern const HatoWordingTable hato_wording_reach;

G_END_DECLS
