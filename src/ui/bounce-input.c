/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/bounce-input.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/foreign-text.h"
#include "ui/button.h"

#define FILE_MAX      (32 * 1024 * 1024) /* limits: bytes of a mail */
#define SHOWN_MAX     (32u * 1024)       /* bytes that the view can lay out without a pause */
#define LINE_SIZE_MAX 2048u              /* bytes of one line that it can */
#define SAMPLE_SIZE   8192u              /* bytes that are shown of what is longer */
#define COLUMNS       76u

struct _HatoBounceInput
{
  AdwBin parent_instance;

  gboolean is_taking; /* what is inserted comes from here */
  GBytes *waiting; /* (owned) (nullable): too long to be inserted; taken once nobody is inserting */
  GBytes *held;    /* (owned) (nullable): what is too long for the view, or came from a file */
  GCancellable *cancellable; /* (owned): of reading a file */

  GtkTextView *view;
  GtkLabel *remark;
};

enum
{
  SUBMITTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HatoBounceInput, hato_bounce_input, ADW_TYPE_BIN)

static void
show_remark (HatoBounceInput *self, const char *text)
{
  gtk_label_set_text (self->remark, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->remark), text != NULL);
}

/* Whether the view lays the text out without freezing (limits, T1). */
static gboolean
is_short (const char *text, gsize size)
{
  gsize line = 0;

  if (size > SHOWN_MAX)
    return FALSE;
  for (gsize i = 0; i < size; i++)
    {
      line = text[i] == '\n' ? 0 : line + 1;
      if (line > LINE_SIZE_MAX)
        return FALSE;
    }
  return g_utf8_validate_len (text, size, NULL);
}

/* Takes what was pasted, dropped or opened; of what is long the view shows the beginning alone. */
static void
take (HatoBounceInput *self, GBytes *bytes)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  g_clear_pointer (&self->held, g_bytes_unref);
  self->is_taking = TRUE;
  gtk_text_view_set_editable (self->view, TRUE);
  if (size == 0 || is_short (text, size))
    {
      gtk_text_buffer_set_text (buffer, size > 0 ? text : "", (int) size);
      show_remark (self, NULL);
    }
  else
    {
      g_autofree char *shown = hato_foreign_block (text, MIN (size, SAMPLE_SIZE), COLUMNS);
      g_autofree char *length = g_format_size (size);
      g_autofree char *remark = g_strdup_printf (
          _ ("The text is long (%s): only its beginning is shown, all of it is read."), length);

      gtk_text_buffer_set_text (buffer, shown, -1);
      gtk_text_view_set_editable (self->view, FALSE);
      self->held = g_bytes_ref (bytes);
      show_remark (self, remark);
    }
  self->is_taking = FALSE;
}

/** hato_bounce_input_set_text: @text in place of what there was; "" empties the field */
void
hato_bounce_input_set_text (HatoBounceInput *self, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  take (self, bytes);
}

static GBytes *
dup_bytes (HatoBounceInput *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start, end;
  char *text;

  if (self->held != NULL)
    return g_bytes_ref (self->held);

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  return g_bytes_new_take (text, strlen (text));
}

static gboolean
is_blank (GBytes *bytes)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  for (gsize i = 0; i < size; i++)
    if (!g_ascii_isspace (text[i]))
      return FALSE;

  return TRUE;
}

static void
read_cb (HatoBounceInput *self)
{
  g_autoptr (GBytes) bytes = dup_bytes (self);

  if (is_blank (bytes))
    {
      show_remark (self, _ ("There is no text yet: paste the error mail into the field."));
      gtk_widget_grab_focus (GTK_WIDGET (self->view));
      return;
    }
  g_signal_emit (self, signals[SUBMITTED], 0, bytes);
}

static gboolean
take_waiting_cb (gpointer user_data)
{
  HatoBounceInput *self = user_data;
  g_autoptr (GBytes) bytes = g_steal_pointer (&self->waiting);

  if (bytes != NULL)
    take (self, bytes);
  return G_SOURCE_REMOVE;
}

/* However a text comes in (pasted, dropped, typed, by a screen reader): a long line would freeze the view, so that it is
 * held beside it. */
static void
insert_text_cb (GtkTextBuffer *buffer,
                GtkTextIter *where,
                const char *text,
                int length,
                HatoBounceInput *self)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;

  if (self->is_taking
      || (is_short (text, size)
          && (gsize) gtk_text_buffer_get_char_count (buffer) + size <= SHOWN_MAX))
    return;

  g_signal_stop_emission_by_name (buffer, "insert-text");
  if (self->waiting == NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT, take_waiting_cb, g_object_ref (self), g_object_unref);
  g_clear_pointer (&self->waiting, g_bytes_unref);
  self->waiting = g_bytes_new (text, size);
}

static void
file_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HatoBounceInput) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (bytes == NULL)
    {
      g_autofree char *reason = hato_foreign_line (error->message);
      g_autofree char *remark = g_strdup_printf (_ ("The file cannot be read: %s"), reason);

      show_remark (self, remark);
      return;
    }
  take (self, bytes);
  if (g_bytes_get_size (bytes) == FILE_MAX)
    show_remark (self, _ ("The file is very long: its first 32 MB are read."));
  if (!is_blank (bytes))
    g_signal_emit (self, signals[SUBMITTED], 0, bytes);
}

static void
file_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HatoBounceInput) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (source), result, &error);

  if (stream == NULL)
    {
      g_autofree char *reason = hato_foreign_line (error->message);
      g_autofree char *remark = g_strdup_printf (_ ("The file cannot be read: %s"), reason);

      show_remark (self, remark);
      return;
    }
  g_input_stream_read_bytes_async (G_INPUT_STREAM (stream), FILE_MAX, G_PRIORITY_DEFAULT,
                                   self->cancellable, file_read_cb, g_object_ref (self));
}

static void
read_file (HatoBounceInput *self, GFile *file)
{
  g_file_read_async (file, G_PRIORITY_DEFAULT, self->cancellable, file_opened_cb,
                     g_object_ref (self));
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  HatoBounceInput *self = user_data;
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                               : NULL;

  if (file != NULL)
    read_file (self, file);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

/** hato_bounce_input_open: lets the person choose a file, which is then read */
void
hato_bounce_input_open (HatoBounceInput *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (_ ("Open the Mail That Came Back"), GTK_WINDOW (root),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static gboolean
dropped_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer user_data)
{
  HatoBounceInput *self = user_data;

  if (G_VALUE_HOLDS (value, G_TYPE_FILE))
    {
      read_file (self, g_value_get_object (value));
      return TRUE;
    }
  if (!G_VALUE_HOLDS_STRING (value))
    return FALSE;

  hato_bounce_input_set_text (self, g_value_get_string (value));
  return TRUE;
}

static void
hato_bounce_input_dispose (GObject *object)
{
  HatoBounceInput *self = HATO_BOUNCE_INPUT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->held, g_bytes_unref);
  g_clear_pointer (&self->waiting, g_bytes_unref);

  G_OBJECT_CLASS (hato_bounce_input_parent_class)->dispose (object);
}

static void
hato_bounce_input_finalize (GObject *object)
{
  g_object_unref (HATO_BOUNCE_INPUT (object)->cancellable);

  G_OBJECT_CLASS (hato_bounce_input_parent_class)->finalize (object);
}

static gboolean
hato_bounce_input_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HATO_BOUNCE_INPUT (widget)->view));
}

static void
hato_bounce_input_class_init (HatoBounceInputClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hato_bounce_input_dispose;
  G_OBJECT_CLASS (klass)->finalize = hato_bounce_input_finalize;
  widget_class->grab_focus = hato_bounce_input_grab_focus;
  signals[SUBMITTED] = g_signal_new ("submitted", HATO_TYPE_BOUNCE_INPUT, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BYTES);
  g_type_ensure (HATO_TYPE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/hatobin/Hatobin/ui/bounce-input.ui");
  gtk_widget_class_bind_template_child (widget_class, HatoBounceInput, view);
  gtk_widget_class_bind_template_child (widget_class, HatoBounceInput, remark);
  gtk_widget_class_bind_template_callback (widget_class, read_cb);
}

static void
hato_bounce_input_init (HatoBounceInput *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  const GType types[] = { G_TYPE_FILE, G_TYPE_STRING };

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (gtk_text_view_get_buffer (self->view), "insert-text",
                    G_CALLBACK (insert_text_cb), self);
  gtk_drop_target_set_gtypes (target, (GType *) types, G_N_ELEMENTS (types));
  g_signal_connect (target, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
