/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/pdf-structure.h"

#include <qpdf/qpdf-c.h>
#include <string.h>

#include "base/error.h"

#define DEPTH_MAX 32u /* of the tags: a table in a section is 6 deep */
/* How the stream of a page begins the content of a tag that is an artifact, and what it should say (ISO 32000-1 §14.8.2.2). */
#define ARTIFACT_BEGINS "/NonStruct << /MCID "
#define ARTIFACT_END    "BDC"
#define ARTIFACT        "/Artifact BMC"

typedef struct
{
  int page; /* number of the page object */
  int content;
} Artifact;

typedef struct
{
  qpdf_data qpdf;
  const GPtrArray *marks; /* (element-type HatoPdfMark): in the order of the tags */
  guint n_seen;
  GArray *artifacts; /* (element-type Artifact) */
} Walk;

/** hato_pdf_mark_new: (transfer full): of a tag that needs no word beyond its name */
HatoPdfMark *
hato_pdf_mark_new (void)
{
  return g_new0 (HatoPdfMark, 1);
}

/** hato_pdf_mark_free: */
void
hato_pdf_mark_free (HatoPdfMark *self)
{
  g_free (self->alternative);
  g_free (self->actual);
  g_free (self->language);
  g_free (self);
}

static void
set_text (qpdf_data qpdf, qpdf_oh dictionary, const char *key, const char *text)
{
  qpdf_oh value;

  if (text == NULL)
    return;

  value = qpdf_oh_new_unicode_string (qpdf, text);
  qpdf_oh_replace_key (qpdf, dictionary, key, value);
  qpdf_oh_release (qpdf, value);
}

static void
set_parsed (qpdf_data qpdf, qpdf_oh dictionary, const char *key, const char *source)
{
  qpdf_oh value = qpdf_oh_parse (qpdf, source);

  qpdf_oh_replace_key (qpdf, dictionary, key, value);
  qpdf_oh_release (qpdf, value);
}

static void
apply_mark (qpdf_data qpdf, qpdf_oh element, const HatoPdfMark *mark)
{
  set_text (qpdf, element, "/Alt", mark->alternative);
  set_text (qpdf, element, "/ActualText", mark->actual);
  set_text (qpdf, element, "/Lang", mark->language);
  if (mark->is_column_head)
    set_parsed (qpdf, element, "/A", "<< /O /Table /Scope /Column >>");
  else if (mark->is_row_head)
    set_parsed (qpdf, element, "/A", "<< /O /Table /Scope /Row >>");
}

static gboolean
is_element (qpdf_data qpdf, qpdf_oh object)
{
  return qpdf_oh_is_dictionary (qpdf, object) && qpdf_oh_has_key (qpdf, object, "/S");
}

/* @kid: the number of a marked content on @page, or a reference to one on another page */
static void
note_artifact (Walk *self, qpdf_oh kid, qpdf_oh page)
{
  Artifact artifact;

  if (qpdf_oh_is_dictionary (self->qpdf, kid))
    {
      page = qpdf_oh_get_key (self->qpdf, kid, "/Pg");
      kid = qpdf_oh_get_key (self->qpdf, kid, "/MCID");
    }
  if (!qpdf_oh_is_integer (self->qpdf, kid))
    return;

  artifact.page = qpdf_oh_get_object_id (self->qpdf, page);
  artifact.content = qpdf_oh_get_int_value_as_int (self->qpdf, kid);
  g_array_append_val (self->artifacts, artifact);
}

static void
note_artifacts (Walk *self, qpdf_oh element)
{
  qpdf_oh kids = qpdf_oh_get_key (self->qpdf, element, "/K");
  qpdf_oh page = qpdf_oh_get_key (self->qpdf, element, "/Pg");

  if (qpdf_oh_is_array (self->qpdf, kids))
    for (int i = 0; i < qpdf_oh_get_array_n_items (self->qpdf, kids); i++)
      note_artifact (self, qpdf_oh_get_array_item (self->qpdf, kids, i), page);
  else
    note_artifact (self, kids, page);
}

static gboolean walk_kids (Walk *self, qpdf_oh parent, guint depth);

/* Whether all is well; @is_artifact says that @element has to leave the tree. */
static gboolean
walk_element (Walk *self, qpdf_oh element, guint depth, gboolean *is_artifact)
{
  const HatoPdfMark *mark;

  *is_artifact = FALSE;
  if (!is_element (self->qpdf, element))
    return TRUE;
  if (self->n_seen >= self->marks->len)
    return FALSE;

  mark = g_ptr_array_index (self->marks, self->n_seen++);
  *is_artifact = mark->is_artifact;
  if (mark->is_artifact)
    {
      note_artifacts (self, element);
      return TRUE;
    }
  apply_mark (self->qpdf, element, mark);
  return walk_kids (self, element, depth + 1);
}

/* Depth first, in the order in which the tags were begun: the order of the marks. */
static gboolean
walk_kids (Walk *self, qpdf_oh parent, guint depth)
{
  qpdf_oh left, kids = qpdf_oh_get_key (self->qpdf, parent, "/K");
  gboolean is_artifact, is_well = TRUE;
  int n_kids;

  if (depth > DEPTH_MAX)
    return FALSE;
  if (!qpdf_oh_is_array (self->qpdf, kids))
    {
      is_well = walk_element (self, kids, depth, &is_artifact);
      if (is_artifact)
        qpdf_oh_remove_key (self->qpdf, parent, "/K");
      qpdf_oh_release (self->qpdf, kids);
      return is_well;
    }
  left = qpdf_oh_new_array (self->qpdf);
  n_kids = qpdf_oh_get_array_n_items (self->qpdf, kids);
  for (int i = 0; is_well && i < n_kids; i++)
    {
      qpdf_oh kid = qpdf_oh_get_array_item (self->qpdf, kids, i);

      is_well = walk_element (self, kid, depth, &is_artifact);
      if (!is_artifact)
        qpdf_oh_append_item (self->qpdf, left, kid);
      qpdf_oh_release (self->qpdf, kid);
    }
  if (qpdf_oh_get_array_n_items (self->qpdf, left) < n_kids)
    qpdf_oh_replace_key (self->qpdf, parent, "/K", left);
  qpdf_oh_release (self->qpdf, left);
  qpdf_oh_release (self->qpdf, kids);
  return is_well;
}

/* The elements of each page's marked contents, by number; the numbers are sorted (ISO 32000-1 §7.9.7, §14.7.4.4). */
static qpdf_oh
get_parents (qpdf_data qpdf, qpdf_oh numbers, qpdf_oh page)
{
  qpdf_oh wanted = qpdf_oh_get_key (qpdf, page, "/StructParents");
  int low = 0, high = qpdf_oh_get_array_n_items (qpdf, numbers) / 2;

  while (qpdf_oh_is_integer (qpdf, wanted) && low < high)
    {
      int middle = (low + high) / 2, number = qpdf_oh_get_int_value_as_int (qpdf, wanted);
      qpdf_oh key = qpdf_oh_get_array_item (qpdf, numbers, 2 * middle);
      int found = qpdf_oh_get_int_value_as_int (qpdf, key);

      if (found == number)
        return qpdf_oh_get_array_item (qpdf, numbers, 2 * middle + 1);
      if (found < number)
        low = middle + 1;
      else
        high = middle;
    }
  return qpdf_oh_new_null (qpdf);
}

/* An artifact belongs to no element. */
static void
forget_parents (const Walk *self, qpdf_oh numbers, qpdf_oh page)
{
  qpdf_oh parents = get_parents (self->qpdf, numbers, page);
  qpdf_oh nothing = qpdf_oh_new_null (self->qpdf);
  int number = qpdf_oh_get_object_id (self->qpdf, page);

  if (!qpdf_oh_is_array (self->qpdf, parents))
    return;

  for (guint i = 0; i < self->artifacts->len; i++)
    {
      const Artifact *artifact = &g_array_index (self->artifacts, Artifact, i);

      if (artifact->page == number
          && artifact->content < qpdf_oh_get_array_n_items (self->qpdf, parents))
        qpdf_oh_set_array_item (self->qpdf, parents, artifact->content, nothing);
    }
}

/* No text can look like a tag: Cairo writes glyphs and texts as hexadecimal digits. */
static GString *
name_artifacts (const char *stream)
{
  GString *text = g_string_new (NULL);
  const char *begin, *end;

  for (; (begin = strstr (stream, ARTIFACT_BEGINS)) != NULL; stream = end + strlen (ARTIFACT_END))
    {
      end = strstr (begin, ARTIFACT_END);
      if (end == NULL)
        break;
      g_string_append_len (text, stream, begin - stream);
      g_string_append (text, ARTIFACT);
    }
  g_string_append (text, stream);
  return text;
}

static void
complete_page (const Walk *self, qpdf_oh numbers, qpdf_oh page)
{
  qpdf_oh stream = qpdf_oh_get_key (self->qpdf, page, "/Contents");
  g_autoptr (GString) text = NULL;
  g_autofree char *content = NULL;
  g_autofree unsigned char *bytes = NULL; /* GLib's g_free () is free () */
  size_t size = 0;

  /* Links are stepped through in the order of the tags (ISO 32000-1 §12.5). */
  qpdf_oh_replace_key (self->qpdf, page, "/Tabs", qpdf_oh_new_name (self->qpdf, "/S"));
  forget_parents (self, numbers, page);
  if (qpdf_oh_get_stream_data (self->qpdf, stream, qpdf_dl_all, NULL, &bytes, &size) >= QPDF_ERRORS
      || bytes == NULL)
    return;

  content = g_strndup ((const char *) bytes, size);
  text = name_artifacts (content);
  qpdf_oh_replace_stream_data (self->qpdf, stream, (const unsigned char *) text->str, text->len,
                               qpdf_oh_new_null (self->qpdf), qpdf_oh_new_null (self->qpdf));
}

/* Extensible metadata say in XML what the old dictionary says (ISO 16684-1). */
static char *
write_metadata (const HatoPdfFacts *facts)
{
  g_autofree char *title = g_markup_escape_text (facts->title, -1);
  g_autofree char *subject = g_markup_escape_text (facts->subject, -1);
  g_autofree char *creator = g_markup_escape_text (facts->creator, -1);

  return g_strdup_printf (
      "<?xpacket begin=\"\357\273\277\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
      " <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
      "  <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
      " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"
      "   <dc:format>application/pdf</dc:format>\n"
      "   <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>\n"
      "   <dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt>"
      "</dc:description>\n"
      "   <dc:creator><rdf:Seq><rdf:li>Hatobin</rdf:li></rdf:Seq></dc:creator>\n"
      "   <dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>\n"
      "   <xmp:CreatorTool>%s</xmp:CreatorTool>\n"
      "   <xmp:CreateDate>%s</xmp:CreateDate>\n"
      "   <xmp:ModifyDate>%s</xmp:ModifyDate>\n"
      "  </rdf:Description>\n"
      " </rdf:RDF>\n"
      "</x:xmpmeta>\n"
      "<?xpacket end=\"r\"?>",
      title, subject, facts->language, creator, facts->time, facts->time);
}

static void
complete_catalogue (qpdf_data qpdf, const HatoPdfFacts *facts)
{
  qpdf_oh root = qpdf_get_root (qpdf), metadata = qpdf_oh_new_stream (qpdf);
  qpdf_oh dictionary = qpdf_oh_get_dict (qpdf, metadata);
  g_autofree char *xml = write_metadata (facts);

  set_text (qpdf, root, "/Lang", facts->language);
  set_parsed (qpdf, root, "/ViewerPreferences", "<< /DisplayDocTitle true >>");
  /* The numbers of the pages are those that are printed on them. */
  set_parsed (qpdf, root, "/PageLabels", "<< /Nums [ 0 << /S /D >> ] >>");
  set_parsed (qpdf, dictionary, "/Type", "/Metadata");
  set_parsed (qpdf, dictionary, "/Subtype", "/XML");
  qpdf_oh_replace_stream_data (qpdf, metadata, (const unsigned char *) xml, strlen (xml),
                               qpdf_oh_new_null (qpdf), qpdf_oh_new_null (qpdf));
  qpdf_oh_replace_key (qpdf, root, "/Metadata", metadata);
}

/* Whether the tags in the file are those that were begun. */
static gboolean
complete_tags (qpdf_data qpdf, const GPtrArray *marks)
{
  qpdf_oh root = qpdf_oh_get_key (qpdf, qpdf_get_root (qpdf), "/StructTreeRoot");
  g_autoptr (GArray) artifacts = g_array_new (FALSE, FALSE, sizeof (Artifact));
  Walk walk = { qpdf, marks, 0, artifacts };
  qpdf_oh numbers;
  int n_pages = qpdf_get_num_pages (qpdf);

  if (!qpdf_oh_is_dictionary (qpdf, root) || !walk_kids (&walk, root, 0)
      || walk.n_seen != marks->len)
    return FALSE;

  numbers = qpdf_oh_get_key (qpdf, qpdf_oh_get_key (qpdf, root, "/ParentTree"), "/Nums");
  for (int i = 0; i < n_pages; i++)
    complete_page (&walk, numbers, qpdf_get_page_n (qpdf, (size_t) i));
  return TRUE;
}

static void
set_internal_error (GError **error)
{
  g_set_error_literal (error, HATO_ERROR, HATO_ERROR_INTERNAL,
                       "PDF: the tags in the file are not those that were written");
}

/**
 * hato_pdf_structure_complete:
 * @file: as Cairo wrote it
 * @marks: (element-type HatoPdfMark): of its tags, in the order in which they were begun
 *
 * Adds what Cairo cannot write: languages, texts for pictures, heads of tables, artifacts, metadata. The same input gives the
 * same bytes.
 *
 * Returns: (transfer full): the finished file, or %NULL with %HATO_ERROR_INTERNAL
 */
GBytes *
hato_pdf_structure_complete (GBytes *file,
                             const HatoPdfFacts *facts,
                             const GPtrArray *marks,
                             GError **error)
{
  qpdf_data qpdf = qpdf_init ();
  GBytes *complete = NULL;
  gsize size;
  const char *bytes = g_bytes_get_data (file, &size);

  qpdf_silence_errors (qpdf);
  qpdf_set_suppress_warnings (qpdf, QPDF_TRUE);
  if (qpdf_read_memory (qpdf, "report", bytes, size, NULL) < QPDF_ERRORS
      && complete_tags (qpdf, marks))
    {
      complete_catalogue (qpdf, facts);
      if (qpdf_init_write_memory (qpdf) < QPDF_ERRORS)
        {
          qpdf_set_deterministic_ID (qpdf, QPDF_TRUE);
          qpdf_set_object_stream_mode (qpdf, qpdf_o_generate);
          qpdf_set_minimum_pdf_version (qpdf, "1.7");
          if (qpdf_write (qpdf) < QPDF_ERRORS && !qpdf_has_error (qpdf))
            complete = g_bytes_new (qpdf_get_buffer (qpdf), qpdf_get_buffer_length (qpdf));
        }
    }
  if (complete == NULL)
    set_internal_error (error);
  qpdf_cleanup (&qpdf);
  return complete;
}
