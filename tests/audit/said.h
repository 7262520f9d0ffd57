// SPDX-License-Identifier: Apache-2.0
// What the auditor says of a world. Includes of this header belong in *_test.cpp.
#pragma once

#include <string>
#include <vector>

#include "lib/base/error.h"
#include "tests/flow/world.h"

namespace kontor {

// The message of the refusal, which must be of fault kTrust (exit 76); "verified" when there is
// none.
inline std::string said(flow::World& world, const std::vector<std::string>& scopes,
                        const std::string& expect = {}) {
  try {
    world.audit(scopes, expect);
    return "verified";
  } catch (const Error& error) {
    CHECK(error.fault() == Fault::kTrust);
    return error.what();
  }
}

inline bool has(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

}  // namespace kontor

// The text says all of these words.
#define CHECK_SAYS(text, ...)                                               \
  do {                                                                      \
    const std::string spoken_ = (text);                                     \
    for (const std::string& words_ : std::vector<std::string>{__VA_ARGS__}) \
      CHECK_MESSAGE(::kontor::has(spoken_, words_), spoken_);               \
  } while (false)
