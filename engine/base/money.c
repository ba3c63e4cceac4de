#include "engine/base/money.h"

#include <stdio.h>
#include <string.h>

#define UNIT INT64_C(1000000)

/*
 * The codes of ISO 4217 by their decimals, a blank after each. Currencies that have gone since
 * feeds first named them stay in the list: an old feed is still right about its own time.
 */
static const char *const codes[] = {
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF ",
    "",
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BYR "
    "BZD CAD CDF CHF CNY COP CRC CUC CUP CVE CZK DKK DOP DZD EEK EGP ERN ETB EUR FJD FKP GBP GEL "
    "GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP "
    "LKR LRD LSL LTL LVL MAD MDL MGA MKD MMK MNT MOP MRO MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO "
    "NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SKK SLE SLL "
    "SOS SRD SSP STD STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VEF VES "
    "WST XCD XCG YER ZAR ZMW ZWG ZWL ",
    "BHD IQD JOD KWD LYD OMR TND ",
    "CLF UYW ",
};

enum { KINDS = sizeof codes / sizeof *codes };

uint32_t money_currency(const char *code)
{
    char name[5];
    if (!money_is_currency(code))
        return MONEY_NO_CURRENCY;
    snprintf(name, sizeof name, "%s ", code);
    for (uint32_t decimals = 0; decimals < KINDS; decimals++)
        if (strstr(codes[decimals], name))
            return decimals;
    return MONEY_NO_CURRENCY;
}

uint32_t money_digits(const char *currency)
{
    uint32_t decimals = money_currency(currency);
    return decimals == MONEY_NO_CURRENCY ? 2 : decimals;
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
