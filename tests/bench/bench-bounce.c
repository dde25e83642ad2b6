/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mails that came back, read a second on one core; a mail of 10 MB, its time and its memory; sizes that double.
 * usage: bench-bounce FOLDER with *.eml */
#include "config.h"

#include <malloc.h>
#include <string.h>
#include <time.h>

#include "bounce/bounce-check.h"

#define WANTED_PER_SECOND 5000.0 /* limits P7 */
#define SECONDS           2.0
#define TRIES             5u  /* the best of them: other programs only make it slower */
#define BIG               10u /* MB */
#define BIG_SECONDS       0.3 /* limits P7 */
#define MEMORY_TIMES      4.0 /* of the mail's size */
#define GROWTH_MAX        3.0 /* in time, for twice the size */
#define STEPS             4u
#define SMALLEST          (1024u * 1024)

typedef struct
{
  HatoBounceRuleList *rules; /* (owned) */
  HatoMailFrameList *frames; /* (owned) */
  GPtrArray *mails;          /* (owned) (element-type GBytes) */
  gsize size;                /* of all of them */
} Bench;

/* The time that this process had, seconds. */
static double
get_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static double
measure_all (const Bench *bench)
{
  double start = get_time (), now = start;
  guint64 n = 0;

  for (; now - start < SECONDS / TRIES; now = get_time ())
    for (guint i = 0; i < bench->mails->len; i++, n++)
      {
        g_autoptr (HatoBounce) bounce = hato_bounce_check_read (g_ptr_array_index (bench->mails, i),
                                                                bench->rules, bench->frames);
      }
  return (double) n / (now - start);
}

static double
measure_one (const Bench *bench, GBytes *mail)
{
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < TRIES; i++)
    {
      double start = get_time ();
      g_autoptr (HatoBounce) bounce = hato_bounce_check_read (mail, bench->rules, bench->frames);

      best = MIN (best, get_time () - start);
    }
  return best;
}

/* What a mail is long of: its attachment, its words, its lines, its addresses, its parts. */
static const struct
{
  const char *what;
  const char *before;
  const char *again;
} longs[] = {
  { "an attachment",
    "From: a@b.example\nMessage-ID: <1@a>\nSubject: failure notice\nContent-Type: multipart/mixed; "
    "boundary=b\n\n--b\n\n550 5.1.1 <a@b.example>: user unknown\n--b\n"
    "Content-Transfer-Encoding: base64\nContent-Type: application/pdf\n\n",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n" },
  { "words", "From: MAILER-DAEMON@a\nMessage-ID: <1@a>\nSubject: failure notice\n\n",
    "550 5.1.1 <a@b.example>: user unknown. Your message could not be delivered.\n" },
  { "one line", "From: MAILER-DAEMON@a\nMessage-ID: <1@a>\nSubject: failure notice\n\n",
    "550 5.1.1 <a@b.example> " },
  { "visible text", "",
    "a@example.jp 550 5.7.26 SPF [x.example] with ip: [192.0.2.1] did not pass\n" },
  { "HTML", "From: MAILER-DAEMON@a\nMessage-ID: <1@a>\nContent-Type: text/html\n\n",
    "<p>550 5.1.1 <b>a@b.example</b></p>\n" },
  { "fields of a report",
    "From: MAILER-DAEMON@a\nMessage-ID: <1@a>\nContent-Type: multipart/report; "
    "boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n",
    "Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n\n" },
  { "delimiters",
    "From: MAILER-DAEMON@a\nMessage-ID: <1@a>\nContent-Type: multipart/mixed; boundary=b\n\n",
    "--b\n\nx\n" },
};

static GBytes *
make_long (gsize row, gsize size)
{
  g_autoptr (GString) mail = g_string_sized_new (size + 256);

  g_string_append (mail, longs[row].before);
  while (mail->len < size)
    g_string_append (mail, longs[row].again);
  return g_bytes_new (mail->str, mail->len);
}

static gboolean
check_doubling (const Bench *bench)
{
  gboolean is_good = TRUE;

  for (gsize row = 0; row < G_N_ELEMENTS (longs); row++)
    {
      double last = 0, first = 0;

      g_print ("  %s:", longs[row].what);
      for (guint step = 0; step < STEPS; step++)
        {
          g_autoptr (GBytes) mail = make_long (row, (gsize) SMALLEST << step);
          double time = measure_one (bench, mail);

          g_print (" %.1f ms", time * 1000);
          if (step == 0)
            first = time;
          last = time;
        }
      /* small times are noise */
      is_good &= last < 0.05 || last / first < GROWTH_MAX * GROWTH_MAX * GROWTH_MAX;
      g_print ("\n");
    }
  return is_good;
}

static gboolean
check_big (const Bench *bench)
{
  g_autoptr (GBytes) mail = make_long (0, (gsize) BIG << 20);
  double time = measure_one (bench, mail), memory;
  struct mallinfo2 before, after;

  malloc_trim (0);
  before = mallinfo2 ();
  {
    g_autoptr (HatoBounce) bounce = hato_bounce_check_read (mail, bench->rules, bench->frames);

    after = mallinfo2 ();
    memory = (double) (after.arena + after.hblkhd) - (double) (before.arena + before.hblkhd);
  }
  g_print ("a mail of %u MB: %.0f ms, wanted %.0f; memory %.2f of its size, wanted %.1f\n", BIG,
           time * 1000, BIG_SECONDS * 1000, memory / (BIG << 20), MEMORY_TIMES);
  return time <= BIG_SECONDS && memory <= MEMORY_TIMES * (BIG << 20);
}

static void
read_folder (Bench *bench, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name; dir != NULL && (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      char *text;
      gsize size;

      if (!g_str_has_suffix (name, ".eml") || !g_file_get_contents (path, &text, &size, NULL))
        continue;
      g_ptr_array_add (bench->mails, g_bytes_new_take (text, size));
      bench->size += size;
    }
}

int
main (int argc, char **argv)
{
  Bench bench = { .rules = hato_bounce_rule_list_new (NULL),
                  .frames = hato_mail_frame_list_new (NULL) };
  double best = 0;
  gboolean is_good;

  bench.mails = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (int i = 1; i < argc; i++)
    read_folder (&bench, argv[i]);
  if (bench.mails->len == 0)
    {
      g_printerr ("usage: %s FOLDER…\n", argv[0]);
      return 2;
    }
  for (guint i = 0; i < TRIES; i++)
    best = MAX (best, measure_all (&bench));
  g_print ("bounces: %.0f a second, one core, over %u mails of %.1f kB; wanted %.0f\n", best,
           bench.mails->len, (double) bench.size / bench.mails->len / 1000, WANTED_PER_SECOND);
  is_good = best >= WANTED_PER_SECOND;
  is_good &= check_big (&bench);
  is_good &= check_doubling (&bench);
  g_ptr_array_unref (bench.mails);
  hato_bounce_rule_list_unref (bench.rules);
  hato_mail_frame_list_unref (bench.frames);
#ifdef HATO_SANITIZED
  is_good = TRUE;
#endif
  return is_good ? 0 : 1;
}
