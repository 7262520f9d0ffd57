// SPDX-License-Identifier: Apache-2.0
// run_parse < LINES: reads JSON Lines as `kontor plan run` does and parses each, nothing else: what
// the rest of a back-test is held against. Prints how many lines there were.
#include <cstdio>

#include "cmd/console/lines.h"
#include "lib/base/error.h"
#include "lib/base/json.h"

int main() {
  try {
    kontor::cli::Lines lines(stdin);
    std::size_t members = 0;
    for (std::string_view line; lines.next(line);) {
      members += kontor::parse_json(line).members().size();
    }
    std::printf("%lld lines, %zu members\n", static_cast<long long>(lines.number()), members);
    return 0;
  } catch (const kontor::Error& error) {
    std::fprintf(stderr, "run_parse: %s\n", error.what());
    return static_cast<int>(error.fault());
  }
}
