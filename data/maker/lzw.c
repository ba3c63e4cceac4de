#include "data/maker/lzw.h"

#include <string.h>

#define CODE_CLEAR 256
#define CODE_END 257
#define CODE_FIRST 258
#define CODES 4096
#define NONE 0

struct packer {
    struct vec *packed;
    uint32_t bits; /* not yet written, the last `count` of them count */
    uint32_t count;
    uint32_t width;
    uint32_t codes;
    uint16_t next[CODES][256]; /* code of a text and one byte more; NONE: not yet */
};

static void code_write(struct packer *packer, uint32_t code)
{
    packer->bits = packer->bits << packer->width | code;
    packer->count += packer->width;
    while (packer->count >= 8) {
        packer->count -= 8;
        unsigned char byte = (unsigned char)(packer->bits >> packer->count);
        vec_push(packer->packed, &byte);
    }
}

static void table_clear(struct packer *packer)
{
    code_write(packer, CODE_CLEAR);
    memset(packer->next, 0, sizeof packer->next);
    packer->codes = CODE_FIRST;
    packer->width = 9;
}

/* One code more is taken; the reader, who is one behind, changes its width at the same place. */
static void code_take(struct packer *packer)
{
    packer->codes++;
    if (packer->codes == CODES - 2)
        table_clear(packer);
    else if (packer->codes == 1u << packer->width)
        packer->width++;
}

void lzw_pack(const unsigned char *bytes, uint32_t count, struct vec *packed)
{
    static struct packer packer;
    packer = (struct packer){.packed = packed, .width = 9};
    table_clear(&packer);
    uint32_t text = bytes[0];
    for (uint32_t i = 1; i < count; i++) {
        uint32_t longer = packer.next[text][bytes[i]];
        if (longer != NONE) {
            text = longer;
            continue;
        }
        code_write(&packer, text);
        packer.next[text][bytes[i]] = (uint16_t)packer.codes;
        code_take(&packer);
        text = bytes[i];
    }
    code_write(&packer, text);
    code_take(&packer);
    code_write(&packer, CODE_END);
    packer.width = 7;
    code_write(&packer, 0);
}
