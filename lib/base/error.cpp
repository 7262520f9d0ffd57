// SPDX-License-Identifier: Apache-2.0
#include "lib/base/error.h"

#include <cstdio>
#include <cstdlib>

namespace kontor {

void check_failed(const char* condition, const char* file, int line) {
  // No allocation, no exception: the state of the process is unknown.
  std::fprintf(stderr, "kontor: bug: %s does not hold (%s:%d)\n", condition, file, line);
  std::abort();
}

}  // namespace kontor
