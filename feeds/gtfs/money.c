#include "feeds/gtfs/money.h"

#include <ctype.h>
#include <string.h>

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

enum { CODE = 3, KINDS = sizeof codes / sizeof *codes };

uint32_t money_decimals(struct field code)
{
    char name[CODE + 2] = "   ";
    if (code.length != CODE)
        return MONEY_NO_CURRENCY;
    for (size_t i = 0; i < CODE; i++) {
        if (!isalpha((unsigned char)code.text[i]))
            return MONEY_NO_CURRENCY;
        name[i] = (char)toupper((unsigned char)code.text[i]);
    }
    name[CODE] = ' ';
    for (uint32_t decimals = 0; decimals < KINDS; decimals++)
        if (strstr(codes[decimals], name))
            return decimals;
    return MONEY_NO_CURRENCY;
}

/* A price while its digits are read. */
struct price {
    int64_t amount;
    uint32_t missing; /* decimals still to come */
    bool digits;      /* there is at least one */
    bool cut;         /* what could not be kept was more than zeros */
    bool up;          /* the first digit that was cut off is 5 or more */
    bool past;        /* something was cut off */
};

/* Takes one digit before (false) or behind the point. False: the price is too large. */
static bool take_digit(struct price *price, int digit, bool behind)
{
    price->digits = true;
    if (behind && !price->missing) {
        price->up = price->past ? price->up : digit >= 5;
        price->past = true;
        price->cut = price->cut || digit > 0;
        return true;
    }
    price->missing -= behind;
    price->amount = price->amount * 10 + digit;
    return price->amount <= TARIFF_AMOUNT_MAX;
}

/* What is behind the point of a short price are zeros. */
static bool complete(struct price *price)
{
    for (; price->missing && price->amount <= TARIFF_AMOUNT_MAX; price->missing--)
        price->amount *= 10;
    price->amount += price->up;
    return price->digits && price->amount <= TARIFF_AMOUNT_MAX;
}

enum value_state value_money(struct field field, uint32_t decimals, int64_t *amount)
{
    if (!field.length)
        return VALUE_BLANK;
    bool minus = field.text[0] == '-', behind = false;
    struct price price = {.missing = decimals};
    for (size_t i = minus || field.text[0] == '+'; i < field.length; i++) {
        char c = field.text[i];
        if (c == '.' && !behind)
            behind = true;
        else if (c < '0' || c > '9' || !take_digit(&price, c - '0', behind))
            return VALUE_BAD;
    }
    if (!complete(&price))
        return VALUE_BAD;
    *amount = minus ? -price.amount : price.amount;
    return price.cut ? VALUE_MENDED : VALUE_GOOD;
}
