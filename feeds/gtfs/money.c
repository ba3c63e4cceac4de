#include "feeds/gtfs/money.h"

#include <ctype.h>

uint32_t money_decimals(struct field code)
{
    char name[4] = {0};
    if (code.length != sizeof name - 1)
        return MONEY_NO_CURRENCY;
    for (size_t i = 0; i < code.length; i++)
        name[i] = (char)toupper((unsigned char)code.text[i]);
    return money_currency(name);
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
