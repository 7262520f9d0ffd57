// SPDX-License-Identifier: Apache-2.0
// forge HQ_HOME HUB TIME LIE [WORD...]: publishes the ledger's next entry with a lie in it, signed
// with HQ's own key, and prints its OID. For tests of the shipped programs.
#include <cstdio>
#include <exception>
#include <map>
#include <string>
#include <vector>

#include "tests/forge/lies.h"

namespace {

using kontor::forge::Lie;
using Words = std::vector<std::string>;

struct Row {
  std::size_t words;
  const char* usage;
  Lie (*make)(const kontor::State& hq, const Words&);
};

const std::map<std::string, Row>& table() {
  static const std::map<std::string, Row> rows = {
      {"none", {0, "", [](const kontor::State&, const Words&) { return Lie(); }}},
      {"role",
       {2, "REPLICA ROLE",
        [](const kontor::State&, const Words& w) {
          return kontor::forge::other_role(w[0], w[1]);
        }}},
      {"cent",
       {1, "ITEM",
        [](const kontor::State&, const Words& w) { return kontor::forge::shifted_cent(w[0]); }}},
      {"left-out",
       {1, "REPLICA",
        [](const kontor::State&, const Words& w) { return kontor::forge::left_out(w[0]); }}},
      {"foreign",
       {3, "KIND ID SCOPE",
        [](const kontor::State& hq, const Words& w) {
          return kontor::forge::foreign_record(hq, w[0], w[1], w[2]);
        }}},
      {"missing",
       {3, "KIND ID SCOPE",
        [](const kontor::State&, const Words& w) {
          return kontor::forge::missing_record(w[0], w[1], w[2]);
        }}},
      {"no-entry",
       {1, "SCOPE",
        [](const kontor::State&, const Words& w) { return kontor::forge::missing_entry(w[0]); }}},
      {"no-timers",
       {0, "", [](const kontor::State&, const Words&) { return kontor::forge::silent_timers(); }}},
  };
  return rows;
}

int usage() {
  std::fputs("usage: forge HQ_HOME HUB TIME LIE [WORD...]\n", stderr);
  for (const auto& [name, row] : table())
    std::fprintf(stderr, "  %s %s\n", name.c_str(), row.usage);
  return 64;
}

int forge(const Words& words) {
  if (words.size() < 4) return usage();
  const auto row = table().find(words[3]);
  if (row == table().end() || words.size() != 4 + row->second.words) return usage();
  kontor::SystemClock clock;
  kontor::SystemRandom random;
  kontor::Workspace hq = kontor::Workspace::open(words[0], {&clock, &random});
  const Lie lie = row->second.make(hq.base(), Words(words.begin() + 4, words.end()));
  kontor::forge::Forger forger(hq, words[1]);
  std::puts(forger.next_entry(kontor::parse_instant(words[2]), lie).text().c_str());
  return 0;
}

}  // namespace

int main(int count, char** words) {
  try {
    return forge({words + 1, words + count});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "forge: %s\n", error.what());
    return 70;
  }
}
