#include <stdlib.h>
#include <string.h>

#include "feeds/names/gather.h"
#include "feeds/osm/number.h"
#include "feeds/table/table.h"

/* The columns of both forms; a file has those of one. */
enum column {
    NUMBER,
    REPEAT,
    STREET,
    ZIP,
    TOWN,
    LON,
    LAT,
    BAL_STREET,
    BAL_SUFFIX,
    BAL_TOWN,
    BAL_LON,
    COLUMNS
};

static const char *const columns[] = {
    [NUMBER] = "numero",
    [REPEAT] = "rep",
    [STREET] = "nom_voie",
    [ZIP] = "code_postal",
    [TOWN] = "nom_commune",
    [LON] = "lon",
    [LAT] = "lat",
    [BAL_STREET] = "voie_nom",
    [BAL_SUFFIX] = "suffixe",
    [BAL_TOWN] = "commune_nom",
    [BAL_LON] = "long",
    [COLUMNS] = NULL,
};

/* In both forms this number says that the row is a hamlet or street without numbers. */
#define NO_NUMBER "99999"
/* Importance of a street that only an address file knows. */
#define IMPORTANCE 0.1f

/* One file on its way in. */
struct reading {
    struct names *names;
    struct findings *findings;
    bool known; /* the head is that of an address file */
};

static void complain(const struct reading *reading, const struct row *row, const char *code,
                     const char *text, struct field field)
{
    findings_add(reading->findings, code, FINDING_ROW, text, row->file, row->line, field.text,
                 field.length);
}

/* The field of either form. */
static struct field either(const struct row *row, enum column one, enum column other)
{
    return row->fields[one].length ? row->fields[one] : row->fields[other];
}

static bool read_degrees(struct field field, int64_t limit, int32_t *units)
{
    char text[40];
    int64_t read;
    if (field.length >= sizeof text)
        return false;
    memcpy(text, field.text, field.length);
    text[field.length] = '\0';
    if (!number_read_degrees(text, &read) || read < -limit * GEO_UNITS_PER_DEGREE ||
        read > limit * GEO_UNITS_PER_DEGREE)
        return false;
    *units = (int32_t)read;
    return true;
}

static bool read_point(const struct reading *reading, const struct row *row, struct point *point)
{
    struct field lat = row->fields[LAT], lon = either(row, LON, BAL_LON);
    if (!lat.length || !lon.length) {
        complain(reading, row, "address_unplaced",
                 "The address has no lon or lat; it was left out.",
                 either(row, STREET, BAL_STREET));
        return false;
    }
    if (read_degrees(lat, 90, &point->lat) && read_degrees(lon, 180, &point->lon))
        return true;
    complain(reading, row, "address_out_of_range",
             "The coordinates are no degrees on Earth; the address was left out.", lat);
    return false;
}

/* `12` and `bis`, as we write it; 0: no number. */
static text_ix read_number(struct reading *reading, const struct row *row)
{
    char text[40];
    struct field number = row->fields[NUMBER], repeat = either(row, REPEAT, BAL_SUFFIX);
    if (number.length + repeat.length + 2 > sizeof text)
        return 0;
    memcpy(text, number.text, number.length);
    text[number.length] = ' ';
    memcpy(text + number.length + 1, repeat.text, repeat.length);
    size_t length = number.length + (repeat.length ? 1 + repeat.length : 0);
    return gather_number(reading->names, text, length);
}

static bool has_no_number(struct field number)
{
    return number.length == 0 || (number.length == strlen(NO_NUMBER) &&
                                  memcmp(number.text, NO_NUMBER, number.length) == 0);
}

static text_ix keep(struct reading *reading, struct field field)
{
    return draft_text(reading->names->draft, field.text, field.length);
}

static bool check_head(struct reading *reading, const struct row *row)
{
    bool ban = row->present[STREET] && row->present[LON];
    bool bal = row->present[BAL_STREET] && row->present[BAL_LON];
    reading->known = row->present[NUMBER] && row->present[LAT] && (ban || bal);
    return reading->known;
}

static bool take_row(void *context, const struct row *row)
{
    struct reading *reading = context;
    struct piece piece = {.way = NO_IX, .importance = IMPORTANCE, .official = true};
    if (!reading->known && !check_head(reading, row))
        return false;
    reading->names->counts.address_rows++;
    piece.name = keep(reading, either(row, STREET, BAL_STREET));
    if (!piece.name) {
        complain(reading, row, "address_street_missing",
                 "The address names no street; it was left out.", row->fields[NUMBER]);
        return true;
    }
    if (!read_point(reading, row, &piece.at))
        return true;
    if (!has_no_number(row->fields[NUMBER])) {
        piece.number = read_number(reading, row);
        if (!piece.number) {
            complain(reading, row, "address_number_invalid",
                     "The house number does not begin with a digit or is too long; the address was "
                     "left out.",
                     row->fields[NUMBER]);
            return true;
        }
    }
    piece.city = keep(reading, either(row, TOWN, BAL_TOWN));
    piece.zip = keep(reading, row->fields[ZIP]);
    piece.country = draft_text(reading->names->draft, "FR", 2);
    gather_piece(reading->names, &piece);
    reading->names->counts.address_read++;
    return true;
}

static bool read_member(struct names *names, struct input *input, const char *member,
                        struct findings *findings, struct error *error)
{
    struct reading reading = {.names = names, .findings = findings};
    if (!table_read(input, member, columns, take_row, &reading, findings, error))
        return false;
    if (reading.known)
        return true;
    return error_set(error, ERROR_INPUT, input_path(input),
                     "%s is no address file: it needs numero, lat and either nom_voie and lon or "
                     "voie_nom and long, and a row",
                     member);
}

static bool is_table(const char *name)
{
    size_t length = strlen(name);
    return length > 4 && strcmp(name + length - 4, ".csv") == 0;
}

static bool read_members(struct names *names, struct input *input, struct findings *findings,
                         struct error *error)
{
    bool any = false;
    for (uint32_t i = 0; i < input_count(input); i++) {
        if (!is_table(input_name(input, i)))
            continue;
        any = true;
        if (!read_member(names, input, input_name(input, i), findings, error))
            return false;
    }
    return any || error_set(error, ERROR_INPUT, input_path(input), "holds no .csv file");
}

/* An archive or folder by its looks, else one file. */
static bool open_input(struct input **input, const char *path, const struct input_limits *limits,
                       struct error *error)
{
    size_t length = strlen(path);
    bool packed = length > 4 && strcmp(path + length - 4, ".zip") == 0;
    struct error unused = {0};
    if (!packed && input_open_file(input, path, limits, &unused))
        return true;
    return input_open(input, path, limits, error);
}

bool names_read_addresses(struct names *names, const char *path, const struct input_limits *limits,
                          struct findings *findings, struct error *error)
{
    struct input *input;
    if (!open_input(&input, path, limits, error))
        return false;
    input_report(input, findings);
    bool read = read_members(names, input, findings, error);
    input_close(input);
    return read;
}
