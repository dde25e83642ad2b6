/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Data that goes from thread to thread through a queue or a source of GLib, which ThreadSanitizer cannot see: the giver
 * marks it before it lets go, the taker before it looks. Nothing in other builds. */
#if defined(HATO_THREAD_ANNOTATIONS) && HATO_THREAD_ANNOTATIONS
void __tsan_acquire (void *address);
void __tsan_release (void *address);
#define HATO_HAND_OVER(address) __tsan_release (address)
#define HATO_TAKE_OVER(address) __tsan_acquire (address)
#else
#define HATO_HAND_OVER(address) (void) (address)
#define HATO_TAKE_OVER(address) (void) (address)
#endif
