// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor-audit/run.h"

int main(int count, char** words) {
  kontor::cli::Env env = kontor::cli::system_env();
  return kontor::auditor::run(env, {words + 1, words + count});
}
