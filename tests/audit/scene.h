// SPDX-License-Identifier: Apache-2.0
// A world to be forged: the worked example up to the close, which is pushed and waits for HQ.
// Includes of this header belong in *_test.cpp.
#pragma once

#include <string>
#include <vector>

#include "lib/base/error.h"
#include "tests/flow/story.h"
#include "tests/forge/forger.h"

namespace kontor {

using Scopes = std::vector<std::string>;
inline const Scopes kAll = {"hq", "nord", "sued", "online"};
inline constexpr const char* kClose = "2025-08-28T10:30:00Z";  // of the entry that takes the close

// What the auditor says: the message of the refusal, which must be of fault kTrust (exit 76), or
// "verified".
inline std::string said(flow::World& world, const Scopes& scopes, const std::string& expect = {}) {
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

// Made once; a Scene is a copy of it.
inline const flow::Story& closed_story() {
  static const flow::Story story = [] {
    flow::Story made;
    made.advise().resume().close();
    return made;
  }();
  return story;
}

struct Scene : flow::Story {
  Scene() : Story(closed_story()), hq(open("hq")), forger(hq, root / "hub") {}

  // "entry 9 (oid) of ledger hq" of the entry that HQ's store expects next.
  std::string place(const Oid& oid) const {
    return "entry " + std::to_string(hq.head("hq").index + 1) + " (" + oid.text() +
           ") of ledger hq";
  }

  Workspace hq;
  forge::Forger forger;
};

}  // namespace kontor

// The text says all of these words.
#define CHECK_SAYS(text, ...)                                               \
  do {                                                                      \
    const std::string spoken_ = (text);                                     \
    for (const std::string& words_ : std::vector<std::string>{__VA_ARGS__}) \
      CHECK_MESSAGE(::kontor::has(spoken_, words_), spoken_);               \
  } while (false)
