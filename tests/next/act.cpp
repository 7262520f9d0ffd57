// SPDX-License-Identifier: Apache-2.0
// act HOME KIND ON JSON: writes one operation into a site's store, as a command of the next release
// would, and prints its id.
#include <cstdio>
#include <exception>

#include "lib/workspace/workspace.h"

int main(int count, char** words) {
  if (count != 5) {
    std::fputs("usage: act HOME KIND ON JSON\n", stderr);
    return 64;
  }
  try {
    kontor::SystemClock clock;
    kontor::SystemRandom random;
    kontor::Workspace site = kontor::Workspace::open(words[1], {&clock, &random});
    kontor::WriteRequest request;
    request.kind = words[2];
    request.on = words[3];
    request.payload = kontor::parse_json(words[4]);
    std::puts(site.write(std::move(request)).operation.c_str());
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "act: %s\n", error.what());
    return 70;
  }
}
