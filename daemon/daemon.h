// SPDX-License-Identifier: Apache-2.0
// kontord: the pass of `kontor sync` in a loop, woken by local writes, by the socket and by time.
// SIGTERM and SIGINT drain (a running pass ends), SIGHUP rereads config.toml. Exit codes as
// kontor(1).
#pragma once

namespace kontor::daemon {

int run(int argc, char** argv);

}  // namespace kontor::daemon
