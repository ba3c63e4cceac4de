/* Writes the tiny network for the black-box tests, which are no C programs. */
#include <stdio.h>

#include "tests/tiny.h"

int main(int argc, char **argv)
{
    struct error error = {0};
    if (argc != 2) {
        fprintf(stderr, "usage: tiny_image IMAGE\n");
        return 2;
    }
    bool written = tiny_write(argv[1], &error);
    if (!written)
        fprintf(stderr, "%s: %s\n", error.place, error.text);
    return written ? 0 : 1;
}
