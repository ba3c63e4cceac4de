#ifndef API_CLI_OPTIONS_H
#define API_CLI_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/base/error.h"

/*
 * The command line of every program and verb: one table says what may be given, and the same table
 * prints the help. `--help`, `--version` and `--now TIME` belong to all and are dealt with here.
 */

/** How a program ends. */
enum ending {
    END_OK = 0,
    END_NO_ANSWER = 1, /**< asked well, but there is none */
    END_USAGE = 2,     /**< the command line is wrong */
    END_INPUT = 3,     /**< a file is wrong, or names in it are not found */
};

/** What an option takes. */
enum option_kind {
    OPTION_FLAG,   /**< nothing; `value` is a bool */
    OPTION_TEXT,   /**< a text; `value` is a const char * */
    OPTION_NUMBER, /**< a whole number low .. high; `value` is an int64_t */
    OPTION_LIST,   /**< a text, may be given again; `value` is a struct option_list */
};

#define OPTION_LIST_MAX 16

/** The values of an option that was given several times. */
struct option_list {
    const char *items[OPTION_LIST_MAX]; /**< borrowed from argv */
    uint32_t count;
};

/** One option. A table of them ends with a zeroed one. */
struct option {
    const char *name; /**< without the dashes */
    char letter;      /**< short form, or 0 */
    enum option_kind kind;
    void *value;          /**< where it goes; keeps what it held when the option is not given */
    int64_t low, high;    /**< range of a number */
    const char *argument; /**< what the help calls its value, or NULL */
    const char *help;     /**< a line; further lines are indented */
};

/** One program or verb. */
struct command {
    const char *name;             /**< `trajet plan` */
    const char *arguments;        /**< `IMAGE FROM TO`, for the first line of the help */
    const char *summary;          /**< what it does, a paragraph */
    const struct option *options; /**< its table */
    const char *examples;         /**< printed at the end of the help, or NULL */
    int least, most;              /**< how many arguments that are no options; most -1: any */
    void (*print_version)(void);  /**< prints lines on stdout; NULL: the program's own only */
};

/**
 * Reads the command line after argv[0]. What is no option moves to argv[1 ...] in its order and
 * `*argc` counts argv[0] and these. An argument such as `-33.4,-70.6` is a place, not an option.
 * False: the program is to end with `*ending`; help, version or what is wrong has been printed.
 */
MUST_CHECK bool options_read(const struct command *command, int *argc, char **argv, int *ending);

/** Prints `trajet: what is wrong` and a pointer to the help on stderr; returns END_USAGE. */
int usage_error(const struct command *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Prints an error on stderr as `trajet: place: text`; returns END_INPUT. */
int input_error(const struct error *error);

#endif
