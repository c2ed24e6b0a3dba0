/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/fuzz.h"

#include <glib.h>
#include <sys/mman.h>
#include <unistd.h>

const char *
fuzz_file (const uint8_t *data, size_t size)
{
  static int  descriptor = -1;
  static char path[32];

  if (descriptor < 0)
    {
      descriptor = memfd_create ("input", 0);
      g_assert (descriptor >= 0);
      g_snprintf (path, sizeof path, "/proc/self/fd/%d", descriptor);
    }
  g_assert (ftruncate (descriptor, 0) == 0);
  g_assert (pwrite (descriptor, data, size, 0) == (ssize_t) size);

  return path;
}
