#include "feeds/fetch/address.h"

#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Addresses whose first `bits` are those of `bytes`. */
struct range {
    uint8_t bytes[16];
    uint8_t bits;
    struct address_kind kind;
};

#define PRIVATE(name)                                                                              \
    {                                                                                              \
        ADDRESS_PRIVATE, name                                                                      \
    }
#define REFUSED(name)                                                                              \
    {                                                                                              \
        ADDRESS_REFUSED, name                                                                      \
    }
#define PUBLIC                                                                                     \
    {                                                                                              \
        ADDRESS_PUBLIC, "a public address"                                                         \
    }

/* The registries of special addresses (RFC 6890 and after); the first row that fits counts. */
static const struct range ranges4[] = {
    {{169, 254, 169, 254}, 32, REFUSED("the metadata of a cloud")},
    {{100, 100, 100, 200}, 32, REFUSED("the metadata of a cloud")},
    {{168, 63, 129, 16}, 32, REFUSED("the metadata of a cloud")},
    {{0}, 8, REFUSED("an unspecified address")},
    {{10}, 8, PRIVATE("a private address")},
    {{100, 64}, 10, PRIVATE("an address shared by a provider")},
    {{127}, 8, PRIVATE("a loopback address")},
    {{169, 254}, 16, REFUSED("a link-local address")},
    {{172, 16}, 12, PRIVATE("a private address")},
    {{192, 0, 0}, 24, REFUSED("a reserved address")},
    {{192, 0, 2}, 24, REFUSED("an address for documents")},
    {{192, 88, 99}, 24, REFUSED("a reserved address")},
    {{192, 168}, 16, PRIVATE("a private address")},
    {{198, 18}, 15, REFUSED("an address for benches")},
    {{198, 51, 100}, 24, REFUSED("an address for documents")},
    {{203, 0, 113}, 24, REFUSED("an address for documents")},
    {{224}, 4, REFUSED("a multicast address")},
    {{240}, 4, REFUSED("a reserved address")},
    {{0}, 0, PUBLIC},
};

static const struct range ranges6[] = {
    {{[15] = 1}, 128, PRIVATE("a loopback address")},
    {{0}, 128, REFUSED("an unspecified address")},
    {{[10] = 0xff, 0xff}, 96, REFUSED("an IPv4 address in the dress of IPv6")},
    {{0xfd, 0, 0x0e, 0xc2, [14] = 0x02, 0x54}, 128, REFUSED("the metadata of a cloud")},
    {{0xfc}, 7, PRIVATE("a unique local address")},
    {{0xfe, 0x80}, 10, REFUSED("a link-local address")},
    {{0xfe, 0xc0}, 10, REFUSED("a site-local address")},
    {{0xff}, 8, REFUSED("a multicast address")},
    {{0x20, 0x01}, 23, REFUSED("a reserved address")},
    {{0x20, 0x01, 0x0d, 0xb8}, 32, REFUSED("an address for documents")},
    {{0x20, 0x02}, 16, REFUSED("an IPv4 address in the dress of IPv6")},
    {{0x3f, 0xff}, 20, REFUSED("an address for documents")},
    {{0x20}, 3, PUBLIC},
    {{0}, 0, REFUSED("a reserved address")},
};

/* 64:ff9b::/96: an IPv4 address behind a translator. */
static const struct range translated = {{0, 0x64, 0xff, 0x9b}, 96, PUBLIC};

static bool lies_in(const uint8_t *bytes, const struct range *range)
{
    size_t whole = range->bits / 8, rest = range->bits % 8;
    if (memcmp(bytes, range->bytes, whole) != 0)
        return false;
    return rest == 0 || (bytes[whole] ^ range->bytes[whole]) >> (8 - rest) == 0;
}

static struct address_kind look_up(const uint8_t *bytes, const struct range *ranges)
{
    while (!lies_in(bytes, ranges))
        ranges++;
    return ranges->kind;
}

struct address_kind address_kind_of(const struct sockaddr *address)
{
    uint8_t bytes[16];
    if (address->sa_family == AF_INET) {
        memcpy(bytes, (const char *)address + offsetof(struct sockaddr_in, sin_addr), 4);
        return look_up(bytes, ranges4);
    }
    if (address->sa_family != AF_INET6)
        return (struct address_kind)REFUSED("no address of the internet");
    memcpy(bytes, (const char *)address + offsetof(struct sockaddr_in6, sin6_addr), 16);
    return lies_in(bytes, &translated) ? look_up(bytes + 12, ranges4) : look_up(bytes, ranges6);
}
