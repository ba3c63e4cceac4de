#ifndef API_CLI_BUILD_H
#define API_CLI_BUILD_H

#include "feeds/builder/builder.h"

/*
 * The verbs of trajet-build, the program that reads what others wrote; one file each. argv[0] is
 * the verb; each returns how the program ends (enum ending).
 */

/** `trajet build`: feeds into an image. */
int build_main(int argc, char **argv);

/** `trajet check`: what is wrong with feeds. */
int check_main(int argc, char **argv);

/** `trajet-build stamp`: whether inputs have changed. */
int stamp_main(int argc, char **argv);

/** Prints the versions of the libraries that read feeds. */
void build_print_version(void);

/** Shows steps of `builder` on stderr: one changing line on a terminal, lines when `verbose`. */
void build_show_progress(struct builder *builder, bool verbose);

/** Wipes the changing line. */
void build_hide_progress(void);

#endif
