#include "feeds/realtime/wire.h"

/* Fields of the standard that are counted. */
enum {
    ENTITY_TRIP = 3,
    ENTITY_VEHICLE = 4,
    ENTITY_ALERT = 5,
    TRIP_STOP = 2,
    ALERT_SELECTOR = 5,
};

static bool take_number(struct wire *wire, uint64_t *number)
{
    *number = 0;
    for (unsigned shift = 0; shift < 64 && wire->at < wire->end; shift += 7) {
        uint8_t byte = *wire->at++;
        *number |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return true;
    }
    return false;
}

static enum wire_step skip(struct wire *wire, size_t length)
{
    if ((size_t)(wire->end - wire->at) < length)
        return WIRE_CUT;
    wire->at += length;
    return WIRE_FIELD;
}

static enum wire_step take_bytes(struct wire *wire, struct wire_field *field)
{
    uint64_t length;
    if (!take_number(wire, &length) || length > (size_t)(wire->end - wire->at))
        return WIRE_CUT;
    field->nested = true;
    field->bytes = wire->at;
    field->length = (size_t)length;
    return skip(wire, field->length);
}

enum wire_step wire_next(struct wire *wire, struct wire_field *field)
{
    uint64_t key;
    *field = (struct wire_field){0};
    if (wire->at == wire->end)
        return WIRE_END;
    if (!take_number(wire, &key))
        return WIRE_CUT;
    if (key >> 3 == 0 || key >> 32)
        return WIRE_WRONG;
    field->number = (uint32_t)(key >> 3);
    switch (key & 7) {
    case 0:
        return take_number(wire, &field->value) ? WIRE_FIELD : WIRE_CUT;
    case 1:
        return skip(wire, 8);
    case 2:
        return take_bytes(wire, field);
    case 3:
    case 4:
        return WIRE_GROUP;
    case 5:
        return skip(wire, 4);
    default:
        return WIRE_WRONG;
    }
}

/* How often a message has the field `number`. */
static uint32_t count_fields(const struct wire_field *message, uint32_t number)
{
    struct wire wire = {message->bytes, message->bytes + message->length};
    struct wire_field field;
    uint32_t count = 0;
    while (wire_next(&wire, &field) == WIRE_FIELD)
        count += field.nested && field.number == number;
    return count;
}

void wire_count_entity(struct wire_counts *counts, const uint8_t *bytes, size_t length)
{
    struct wire wire = {bytes, bytes + length};
    struct wire_field field;
    bool trip = false, vehicle = false, alert = false;
    uint32_t stops = 0;
    while (wire_next(&wire, &field) == WIRE_FIELD) {
        if (!field.nested)
            continue;
        trip |= field.number == ENTITY_TRIP;
        vehicle |= field.number == ENTITY_VEHICLE;
        alert |= field.number == ENTITY_ALERT;
        if (field.number == ENTITY_TRIP)
            stops += count_fields(&field, TRIP_STOP);
        if (field.number == ENTITY_ALERT)
            counts->selectors += count_fields(&field, ALERT_SELECTOR);
    }
    counts->entities++;
    counts->trips += trip;
    counts->vehicles += vehicle;
    counts->alerts += alert;
    counts->stop_updates += stops;
    if (stops > counts->most_stops)
        counts->most_stops = stops;
}
