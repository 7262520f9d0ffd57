// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/hash.h"

#include <doctest/doctest.h>

namespace kontor {
namespace {

TEST_CASE("digests of FIPS 180") {
  CHECK(hex(sha1("abc")) == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hex(sha512("abc")) ==
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
  CHECK(sha256_base32("abc").size() == 52);
}

TEST_CASE("HMAC of RFC 4231") {
  CHECK(hex(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(hex(hmac_sha256(Bytes(131, '\xAA'),
                        "Test Using Larger Than Block-Size Key - Hash Key First")) ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("frames keep fields apart") {
  CHECK(hex(framed({"ab", ""})) == "00000002616200000000");
  CHECK(framed({"a", "bc"}) != framed({"ab", "c"}));
  CHECK(equal_in_constant_time("abc", "abc"));
  CHECK_FALSE(equal_in_constant_time("abc", "abd"));
  CHECK_FALSE(equal_in_constant_time("abc", "ab"));
}

// Pinned: these ids stand in every history.
TEST_CASE("derived ids") {
  CHECK(derived_id("claim", "shop-nord-1.0.17", 0) ==
        hashed_id({"kontor-id", "claim", "shop-nord-1.0.17", "0"}));
  CHECK(derived_id("claim", "shop-nord-1.0.17", 0) == "758xb6vnmq2mgdrv");
  CHECK(code_id("0123456789abcdefghjkmnpqrs", "000000000010*") == "70qpp6zq9djt9ekb");
  CHECK(is_id(derived_id("claim", "shop-nord-1.0.17", 1)));
}

}  // namespace
}  // namespace kontor
