/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* What libFuzzer calls with one input; replay.c calls it with each file of the corpus. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Path of a file with these bytes; valid until the next call. */
const char *fuzz_file (const uint8_t *data, size_t size);
