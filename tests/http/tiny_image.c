/* Writes the tiny network for the black-box tests, which are no C programs. */
#include <stdio.h>
#include <stdlib.h>

#include "tests/tiny.h"

int main(int argc, char **argv)
{
    struct error error = {0};
    if (argc < 2 || argc > 3) {
        fprintf(stderr, "usage: tiny_image IMAGE [EMPTY-FEEDS]\n");
        return 2;
    }
    unsigned feeds = argc == 3 ? (unsigned)strtoul(argv[2], NULL, 10) : 1;
    bool written = tiny_write(argv[1], feeds, &error);
    if (!written)
        fprintf(stderr, "%s: %s\n", error.place, error.text);
    return written ? 0 : 1;
}
