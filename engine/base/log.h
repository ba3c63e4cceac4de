#ifndef ENGINE_BASE_LOG_H
#define ENGINE_BASE_LOG_H

/**
 * One line on stderr: UTC time, `event`, then what the format gives (`key=value key=value`).
 * Control bytes are escaped, so that nobody's input can forge a line. Never pass coordinates.
 * Any thread.
 */
void log_line(const char *event, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** Turns the lines off (tests, `--quiet`) or on. */
void log_enable(int on);

#endif
