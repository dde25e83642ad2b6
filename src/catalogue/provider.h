/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What a name is seen as: each recognises a company by other names. */
typedef enum
{
  HATO_PROVIDER_BY_MX,
  HATO_PROVIDER_BY_NAME_SERVER,
  HATO_PROVIDER_BY_SPF,
  HATO_PROVIDER_BY_PTR,
  HATO_PROVIDER_BY_PARKING, /* name servers where records have no effect: a registrar's first ones, or of a holding page */
  HATO_PROVIDER_SIGNS,
} HatoProviderSign;

/* What is known of a yes or no. */
typedef enum
{
  HATO_KNOWN_NOT,
  HATO_KNOWN_YES,
  HATO_KNOWN_NO,
} HatoKnown;

/* Where a company's customers edit their records, and in what form. NULL, 0 and HATO_KNOWN_NOT = it is not known. */
typedef struct
{
  char *path; /* (owned) (nullable): where a TXT record is added, in the panel's own language */
  char *apex_host;  /* (owned) (nullable): what is typed for the bare domain: "" = the field stays
                      empty, "@", or "{domain}" = the whole name */
  char *sub_host;   /* (owned) (nullable): "relative" (_dmarc) or "absolute" (_dmarc.example.jp) */
  char *long_txt;   /* (owned) (nullable): texts over 255 bytes: "auto_split" or "split_by_hand" */
  HatoKnown quotes; /* texts are typed in quotes */
  HatoKnown multiple_txt; /* a second TXT is a record of its own */
  guint max_value;        /* the longest text, in characters */
  guint ttl;              /* seconds: the usual one */
} HatoDnsPanel;

/* The customer's way to the company for help, never its address for reports of abuse. */
typedef struct
{
  char *kind;    /* (owned) (nullable): "form", "mail", "phone" or "ticket" */
  char *url;     /* (owned) (nullable) */
  char *address; /* (owned) (nullable): a mail address */
} HatoContact;

typedef enum
{
  HATO_PORT_SMTPS,
  HATO_PORT_SUBMISSION,
  HATO_PORT_IMAPS,
  HATO_PORT_IMAP_STARTTLS,
  HATO_PORT_POPS,
  HATO_PORT_POP_STARTTLS,
  HATO_PORTS,
} HatoPort;

/* What is typed into a mail program. In names "*" stands for the part that is each customer's own. */
typedef struct
{
  char *smtp;                /* (owned) (nullable) */
  char *imap;                /* (owned) (nullable) */
  char *pop;                 /* (owned) (nullable) */
  guint16 ports[HATO_PORTS]; /* 0 = not known or not offered */
  gboolean user_is_address;  /* the user name is the whole mail address */
} HatoMailServers;

/* A company that runs mail, DNS or a sending service. Immutable, lives as long as its list. */
typedef struct
{
  char *id;                            /* (owned) */
  char *name_en;                       /* (owned) */
  char *name_ja;                       /* (owned) */
  GStrv suffixes[HATO_PROVIDER_SIGNS]; /* (owned): names, and all below them */
  GStrv globs[HATO_PROVIDER_SIGNS];    /* (owned): "sv*.xserver.jp" */
  GStrv selectors;                     /* (owned): DKIM selectors that it uses */
  char *category; /* (owned): "hosting", "gateway", "sender", …; joined by "+" where it is two */
  char *spf_recommended; /* (owned) (nullable): the record of its manual, "{…}" to be filled in */
  HatoDnsPanel panel;
  HatoContact contact;
  HatoMailServers mail_servers;
  gboolean web_hosting; /* its web servers send the mail of forms */
  gboolean
      local_delivery_trap; /* mail between its customers stays there after an MX has moved away */
} HatoProvider;

/* All that are known. Boxed, immutable. */
typedef struct _HatoProviderList HatoProviderList;

#define HATO_TYPE_PROVIDER_LIST (hato_provider_list_get_type ())
GType hato_provider_list_get_type (void);

HatoProviderList *hato_provider_list_new (GError **error);
HatoProviderList *hato_provider_list_ref (HatoProviderList *self);
void hato_provider_list_unref (HatoProviderList *self);
const HatoProvider *
hato_provider_list_find (const HatoProviderList *self, HatoProviderSign sign, const char *name);
const char *hato_provider_fill_name (const char *pattern, const char *name);
gboolean hato_provider_is (const HatoProvider *self, const char *category);
guint hato_provider_list_get_length (const HatoProviderList *self);
const HatoProvider *hato_provider_list_get (const HatoProviderList *self, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HatoProviderList, hato_provider_list_unref)

G_END_DECLS
