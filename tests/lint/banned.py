# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls that the house does without, each with what to use instead."""
import re

from tree import Problem, without_comments

ENGINE = ('src/base/', 'src/records/', 'src/catalogue/', 'src/net/', 'src/findings/', 'src/dns/', 'src/tls/',
          'src/bounce/', 'src/advice/', 'src/report/', 'src/history/')
SOURCE = ('src/',)
EVERYWHERE = ('src/', 'tests/')


def call(names):
    return re.compile(rf'(?<![\w.>])(?:{names}) ?\(')


# (pattern, remedy, where it holds, files that are exempt)
RULES = [
    (call('strcpy|strcat|strncpy|strncat|stpcpy|stpncpy|g_stpcpy'),
     'g_strdup (), g_strconcat (), GString, or g_strlcpy () into a sized array', EVERYWHERE, ()),
    (call('sprintf|vsprintf|g_sprintf|g_vsprintf|snprintf|vsnprintf'),
     'g_strdup_printf (), or g_snprintf () into a sized buffer', EVERYWHERE, ()),
    (call('strtok|strtok_r|strsep'), 'hato_cursor_take_until ()', EVERYWHERE, ()),
    (call('atoi|atol|atoll|atof|strtol|strtoul|strtoll|strtoull|strtod'),
     'hato_cursor_take_uint (), or g_ascii_string_to_unsigned () for options', EVERYWHERE, ()),
    (call('sscanf|fscanf|scanf|vsscanf'), 'read through base/cursor', EVERYWHERE, ()),
    (call('gets|getwd|mktemp|tmpnam|tempnam'), 'it cannot be used safely', EVERYWHERE, ()),
    (call('system|popen|g_spawn_command_line_a?sync|execl|execlp|execle'),
     'start no shell: GSubprocess with an argument list', EVERYWHERE, ()),
    (call('alloca|g_alloca|g_newa|g_newa0'), 'g_new0 () with g_autofree, or an array of named size', EVERYWHERE, ()),
    (call('rand|srand|random|srandom|drand48'), 'g_random_int () for tests, gnutls_rnd () for what is sent', SOURCE, ()),
    (call('localtime|gmtime|asctime|ctime|strftime|mktime'), 'GDateTime', EVERYWHERE, ()),
    (call('isalpha|isdigit|isalnum|isspace|isupper|islower|isxdigit|isprint|ispunct|iscntrl|isgraph|isblank|toupper|tolower'),
     'g_ascii_isdigit () and its like: <ctype.h> follows the locale', EVERYWHERE, ()),
    (re.compile(r'#\s*include\s*<ctype\.h>'), 'g_ascii_* (): <ctype.h> follows the locale', EVERYWHERE, ()),
    (call('strcasecmp|strncasecmp'), 'g_ascii_strcasecmp ()', EVERYWHERE, ()),
    (re.compile(r'\b(?:g_regex_\w+|g_match_info_\w+|regcomp|regexec|pcre2?_\w+) \(|\bGRegex\b'),
     'plain strings, globs (GPatternSpec) or the cursor: no backtracking on foreign text', EVERYWHERE, ()),
    (call('g_task_run_in_thread|g_task_run_in_thread_sync'), 'base/runner: GIO needs that pool for itself', EVERYWHERE, ()),
    (call('g_thread_new|g_thread_try_new|pthread_create|g_thread_pool_new|g_thread_pool_new_full'),
     'base/runner alone knows threads (and the resolver its own)', SOURCE,
     ('src/base/runner', 'src/net/resolver')),
    (call('g_error|abort|assert|g_abort'), 'a GError, or g_return_if_fail () for our own mistakes', SOURCE, ()),
    (call('exit|_exit|_Exit|quick_exit'), 'return a status from main ()', SOURCE, ()),
    (call('setenv|g_setenv|unsetenv|g_unsetenv|putenv|clearenv'),
     'hand the value down: the environment is shared by all threads, and set before there are any', SOURCE, ('src/main.c',)),
    (call('setlocale|uselocale|newlocale'), 'only main () sets the locale', SOURCE, ('src/main.c', 'src/cli/main.c')),
    (call('signal|sigaction'), 'g_unix_signal_add ()', SOURCE, ()),
    (call('sleep|usleep|g_usleep|nanosleep'), 'wait on what you wait for, with a deadline', SOURCE, ()),
    (call(r'(?:g_get_real_time|g_date_time_new_now\w*|time|clock_gettime|gettimeofday)'), 'base/clock',
     SOURCE, ('src/base/clock',)),
    (call(r'printf|fprintf|puts|fputs|putchar|g_print|g_printerr|perror'), 'the engine is silent: return a value or a GError',
     ENGINE, ()),
    (call(r'\w+_set_markup|\w+_set_\w*_markup|\w+_with_markup|g_markup_printf_escaped|g_markup_vprintf_escaped|pango_parse_markup'),
     'the plain-text setter: text from strangers never becomes markup', SOURCE, ()),
    (re.compile(r'_set_use_markup \([^;]*\bTRUE\b'), 'leave use-markup off', SOURCE, ()),
    (re.compile(r'"use-markup",\s*TRUE'), 'leave use-markup off', SOURCE, ()),
    (call(r'hato_\w+_get_default|g_application_get_default|gtk_window_get_toplevels'),
     'no singletons: the application owns it and hands it down', EVERYWHERE, ()),
    (call('gtk_widget_show|gtk_widget_hide|gtk_widget_show_all'), 'gtk_widget_set_visible ()', SOURCE, ()),
    (call(r'gtk_dialog_\w+|gtk_message_dialog_\w+|gtk_tree_view_\w+|gtk_combo_box_\w+|gtk_info_bar_\w+|gtk_style_context_\w+|gtk_dialog_run'),
     'deprecated since GTK 4.10: see the list of ui-classes.txt', SOURCE, ()),
    (call(r'ares_(?:init|query|search|gethostbyname|gethostbyaddr|fds|getsock|process|create_query|mkquery|parse_\w+_reply|set_servers|set_servers_ports|get_servers\w*|library_init)'),
     'deprecated in c-ares 1.34: own question, ares_send () and ARES_OPT_SOCK_STATE_CB', SOURCE, ()),
    (re.compile(r'\bgoto\b'), 'g_autoptr and an early return', EVERYWHERE, ()),
    (re.compile(r'\b(?:gchar|gint|glong|gshort|gfloat|gdouble)\b(?! ?\()'),
     'char, int, long, double, guint8: the C type', EVERYWHERE, ()),
    (re.compile(r'\bG_DISABLE_(?:ASSERT|CHECKS)\b'), 'checks stay on: we read hostile data', EVERYWHERE, ()),
    (call('_|gettext|dgettext|ngettext|g_dngettext|g_dgettext|g_dpgettext2?'),
     'N_ () and hato_translate (): two languages in one run, whatever the locale', ENGINE + ('src/cli/',), ()),
    (call('g_prefix_error|g_propagate_prefixed_error'), 'a whole sentence of its own: glued English cannot be translated', SOURCE, ()),
    (call('g_malloc_n|malloc|calloc|realloc|free|strdup|strndup'), 'g_new (), g_strdup (), g_free ()', SOURCE, ()),
]

# In comments too, and in every kind of text.
UNFINISHED = re.compile(r'\b(?:TO' r'DO|FIX' r'ME|X' r'XX)\b')



def check(tree):
    for path in tree.find('.c', '.h'):
        for pattern, remedy, where, exempt in RULES:
            if not path.startswith(where) or path.startswith(exempt or ('\0',)):
                continue
            view = without_comments if '"' in pattern.pattern or 'include' in pattern.pattern else None
            found = tree.matches(path, pattern, view) if view else tree.matches(path, pattern)
            for line, match in found:
                yield Problem(path, line, f'{match[0].rstrip(" (")}: use instead: {remedy}')
    for path in tree.find('.c', '.h', '.py', '.sh', '.ui', '.css', '.build', '.md'):
        for line, match in tree.matches(path, UNFINISHED, view=str):
            yield Problem(path, line, f'{match[0]}: finish it, or file an issue')
