#include "engine/base/money.h"

#include <string.h>

#define UNIT INT64_C(1000000)

uint32_t money_digits(const char *currency)
{
    static const char none[] = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF "
                               "XPF",
                      three[] = "BHD IQD JOD KWD LYD OMR TND";
    if (!money_is_currency(currency))
        return 2;
    return strstr(none, currency) ? 0 : strstr(three, currency) ? 3 : 2;
}

bool money_is_currency(const char *text)
{
    return strlen(text) == 3 && strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

int64_t money_minor(int64_t micro, uint32_t decimals)
{
    int64_t step = UNIT;
    for (uint32_t i = 0; i < decimals && step > 1; i++)
        step /= 10;
    return micro < 0 ? -((-micro + step / 2) / step) : (micro + step / 2) / step;
}

bool money_parse(const char *text, size_t length, int64_t *micro)
{
    bool below = length && *text == '-', digits = false;
    int64_t amount = 0, step = 0; /* step: what the next decimal counts; 0 before the point */
    for (size_t i = below; i < length; i++) {
        if ((text[i] == '.' || text[i] == ',') && !step) {
            step = UNIT / 10;
            continue;
        }
        if (text[i] < '0' || text[i] > '9')
            return false;
        int64_t digit = text[i] - '0';
        digits = true;
        if (step == -1)
            return false; /* a seventh decimal */
        amount = step ? amount + digit * step : 10 * amount + digit * UNIT;
        step = step > 1 ? step / 10 : step == 1 ? -1 : 0;
        if (amount > MONEY_MICRO_MAX)
            return false;
    }
    *micro = below ? -amount : amount;
    return digits;
}
