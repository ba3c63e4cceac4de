#ifndef FEEDS_INPUT_MEMBERS_H
#define FEEDS_INPUT_MEMBERS_H

#include "engine/base/arena.h"
#include "engine/base/vec.h"
#include "feeds/input/input.h"

/* What input.c, folder.c and archive.c share: the list of members and the stream of one. */

struct archive;

/** One file of the feed. */
struct member {
    const char *name;  /**< lower case, without folders; what is compared */
    const char *shown; /**< as the archive or folder has it; what is opened or printed */
    uint64_t index;    /**< number in the archive */
    uint64_t packed;   /**< bytes it takes in the archive; 0 in a folder */
    uint64_t plain;    /**< bytes it unpacks to, as the archive says; 0 in a folder */
    uint64_t sum;      /**< checksum of its bytes, once read to the end */
    uint32_t read;     /**< 1: read to the end at least once */
    bool gzip;         /**< a file beside no archive, packed by gzip */
};

/** Something odd about the archive itself. */
struct input_note {
    const char *code, *text, *detail;
};

/** What input.h hides. */
struct input {
    const char *path;
    struct input_limits limits;
    struct arena arena;
    struct vec members;      /**< struct member, sorted by name */
    struct vec notes;        /**< struct input_note */
    uint64_t bytes;          /**< delivered so far */
    int folder;              /**< descriptor of an open folder, or -1 */
    struct archive *archive; /**< the open zip, or NULL */
};

/** Adds a member; `shown` is copied. */
void input_add_member(struct input *input, const char *shown, size_t prefix,
                      const struct member *rest);

/** Keeps a note; `code` and `text` are literals, `detail` is copied. */
void input_add_note(struct input *input, const char *code, const char *text, const char *detail);

/** A member being read. */
struct stream {
    int descriptor; /**< in a folder */
    void *file;     /**< in a zip; of a gzip file the open gzFile */
};

/** Lists the folder. False: it cannot be read or has too many files. */
MUST_CHECK bool folder_list(struct input *input, struct error *error);

/** Opens a file of the folder. False: gone, or not a regular file. */
MUST_CHECK bool folder_stream(struct input *input, const struct member *member,
                              struct stream *stream, struct error *error);

/** Up to `size` bytes into `buffer`; 0 at the end, negative when the system or gzip says no. */
int64_t folder_take(struct stream *stream, char *buffer, size_t size);

/** Ends the stream. */
void folder_end(struct stream *stream);

/** Makes the file the only member. False: it cannot be read. */
MUST_CHECK bool single_list(struct input *input, struct error *error);

/** Opens the file, through gzip. False: gone. */
MUST_CHECK bool single_stream(const struct member *member, struct stream *stream,
                              struct error *error);

/** Up to `size` bytes into `buffer`; 0 at the end, negative when the data is damaged. */
int64_t single_take(struct stream *stream, char *buffer, size_t size);

/** Ends the stream. */
void single_end(struct stream *stream);

/** Opens the zip and lists what belongs to the feed. False: not usable; `error` says why. */
MUST_CHECK bool archive_list(struct input *input, struct error *error);

/** Closes the zip; NULL is fine. */
void archive_close(struct archive *archive);

/** Opens a member of the zip. False: encrypted, or packed by an unknown method. */
MUST_CHECK bool archive_stream(struct input *input, const struct member *member,
                               struct stream *stream, struct error *error);

/** Up to `size` bytes into `buffer`; 0 at the end, negative when the data is damaged. */
int64_t archive_take(struct stream *stream, char *buffer, size_t size);

/** Why archive_take was negative. */
const char *archive_complaint(struct stream *stream);

/** Ends the stream. */
void archive_end(struct stream *stream);

/** What a look at the end of a zip finds. */
enum directory_state {
    DIRECTORY_FINE,
    DIRECTORY_MISSING,  /**< no directory: no zip, or cut short */
    DIRECTORY_DAMAGED,  /**< entries do not add up */
    DIRECTORY_OVERLAPS, /**< entries share bytes */
};

/** The directory of a zip. */
struct directory {
    uint64_t count;      /**< entries */
    uint64_t prefix;     /**< bytes before the zip proper begins (self-extracting archives) */
    unsigned odd_method; /**< of the first entry neither stored nor deflated */
    char odd_name[80];   /**< its name, cut; empty if there is none */
};

/** Walks the directory of the zip in memory; nothing it says is followed out of `size` bytes. */
enum directory_state directory_scan(const unsigned char *bytes, size_t size,
                                    struct directory *directory);

#endif
