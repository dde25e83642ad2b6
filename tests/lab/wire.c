/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line with a delay between two network namespaces, for kernels without netem.
 *
 *   wire TUN-DEVICE MILLISECONDS ADDRESS COMMAND…
 *
 * Run in the servers' namespace, it makes another one with ADDRESS as its only one, runs COMMAND in there, carries every packet
 * from one to the other MILLISECONDS late, and ends with COMMAND's status. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define PACKET_MAX 2048 /* more than the line's MTU of 1500 */
#define TURN_MAX   64   /* packets taken from one end before the other has its turn */
#define LOOK_AFTER 20   /* milliseconds between two looks at whether COMMAND has ended */

typedef struct
{
  gint64 due; /* monotonic microseconds */
  int to;     /* where it comes out */
  gssize size;
  guint8 bytes[PACKET_MAX];
} Packet;

/* One end of the line: an interface tun0 in the namespace that this is called in. */
static int
open_end (const char *device)
{
  struct ifreq request = { .ifr_flags = IFF_TUN | IFF_NO_PI, .ifr_name = "tun0" };
  int fd = open (device, O_RDWR | O_NONBLOCK | O_CLOEXEC);

  if (fd < 0 || ioctl (fd, TUNSETIFF, &request) != 0)
    g_error ("%s: %s", device, g_strerror (errno));
  return fd;
}

static void
run_ip (const char *words)
{
  g_auto (GStrv) arguments = g_strsplit (words, " ", -1);
  g_autoptr (GError) error = NULL;
  int status;

  if (!g_spawn_sync (NULL, arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                     &error)
      || !g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s", words, error->message);
}

static void
set_up (void)
{
  run_ip ("ip link set lo up");
  run_ip ("ip link set tun0 mtu 1500 txqueuelen 1000 up");
}

static pid_t
start (char **command)
{
  pid_t child = fork ();

  if (child < 0)
    g_error ("fork: %s", g_strerror (errno));
  if (child == 0)
    {
      execvp (command[0], command);
      g_printerr ("%s: %s\n", command[0], g_strerror (errno));
      _exit (127);
    }
  return child;
}

static void
take_packets (int from, int to, gint64 delay, GQueue *line)
{
  for (int i = 0; i < TURN_MAX; i++)
    {
      Packet *packet = g_new (Packet, 1);

      packet->size = read (from, packet->bytes, sizeof packet->bytes);
      if (packet->size <= 0)
        {
          g_free (packet);
          return;
        }
      packet->due = g_get_monotonic_time () + delay;
      packet->to = to;
      g_queue_push_tail (line, packet);
    }
}

/* Lets out what has been on its way for long enough. Returns milliseconds until the next. */
static int
deliver (GQueue *line)
{
  Packet *packet;

  while ((packet = g_queue_peek_head (line)) != NULL && packet->due <= g_get_monotonic_time ())
    {
      /* What does not fit is lost, as on any line. */
      (void) !write (packet->to, packet->bytes, (gsize) packet->size);
      g_free (g_queue_pop_head (line));
    }
  if (packet == NULL)
    return LOOK_AFTER;
  return (int) MIN ((packet->due - g_get_monotonic_time ()) / 1000 + 1, LOOK_AFTER);
}

static int
carry (int here, int there, gint64 delay, pid_t command)
{
  g_autoptr (GQueue) line = g_queue_new ();
  int status;

  while (waitpid (command, &status, WNOHANG) == 0)
    {
      struct pollfd ends[2] = { { here, POLLIN, 0 }, { there, POLLIN, 0 } };

      if (poll (ends, G_N_ELEMENTS (ends), deliver (line)) <= 0)
        continue;
      if (ends[0].revents != 0)
        take_packets (here, there, delay, line);
      if (ends[1].revents != 0)
        take_packets (there, here, delay, line);
    }
  g_queue_clear_full (line, g_free);
  return WIFEXITED (status) ? WEXITSTATUS (status) : 128 + WTERMSIG (status);
}

int
main (int argc, char **argv)
{
  g_autofree char *route = NULL;
  g_autofree char *address = NULL;
  gint64 delay;
  int here, there;

  if (argc < 5)
    {
      g_printerr ("usage: %s TUN-DEVICE MILLISECONDS ADDRESS COMMAND…\n", argv[0]);
      return 2;
    }
  delay = g_ascii_strtoll (argv[2], NULL, 10) * 1000;
  route = g_strdup_printf ("ip route add %s dev tun0", argv[3]);
  address = g_strdup_printf ("ip addr add %s dev tun0", argv[3]);
  here = open_end (argv[1]);
  set_up ();
  run_ip (route);
  if (unshare (CLONE_NEWNET) != 0)
    g_error ("unshare: %s", g_strerror (errno));
  there = open_end (argv[1]);
  set_up ();
  run_ip (address);
  run_ip ("ip route add default dev tun0");
  return carry (here, there, delay, start (argv + 4));
}
