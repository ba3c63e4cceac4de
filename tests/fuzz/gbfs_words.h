#ifndef TESTS_FUZZ_GBFS_WORDS_H
#define TESTS_FUZZ_GBFS_WORDS_H

#include <stddef.h>
#include <stdint.h>

/** The most that is written. */
#define GBFS_WORDS_ROOM ((size_t)1 << 15)

/**
 * Writes the documents that `bytes` stand for, as fuzz_gbfs takes them; returns how long they are.
 * Each of them is JSON with the keys and values of GBFS, whatever the bytes: mutations of a text
 * would break it before they change anything that it says.
 */
size_t gbfs_words_write(const uint8_t *bytes, size_t size, uint8_t text[GBFS_WORDS_ROOM]);

#endif
