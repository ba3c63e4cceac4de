#ifndef API_CLI_VERBS_H
#define API_CLI_VERBS_H

/*
 * The verbs that `trajet` answers itself, one file each. argv[0] is the verb; each returns how the
 * program ends (enum ending).
 */

/** `trajet plan`: one question, answered as text or JSON. */
int plan_main(int argc, char **argv);

/** `trajet batch`: many questions from a file, for comparisons and benches. */
int batch_main(int argc, char **argv);

/** `trajet matrix`: travel times between two files of points. */
int matrix_main(int argc, char **argv);

/** `trajet change`: how long a change takes, and why. */
int change_main(int argc, char **argv);

/** `trajet serve`: answers over HTTP, through processes that it looks after. */
int serve_main(int argc, char **argv);

/** `trajet fare`: what given rides cost, and why. */
int fare_main(int argc, char **argv);

/** `trajet info`: what is in an image. */
int info_main(int argc, char **argv);

#endif
