#ifndef DATA_MAKER_LZW_H
#define DATA_MAKER_LZW_H

#include "engine/base/vec.h"

/** Packs bytes by LZW as TIFF has it (TIFF 6.0, section 13) and adds them to `packed`. */
void lzw_pack(const unsigned char *bytes, uint32_t count, struct vec *packed);

#endif
