// SPDX-License-Identifier: Apache-2.0
// Signatures checked ahead of the replay, on several threads, each with its own repository handle.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "lib/crypto/key.h"
#include "lib/history/object.h"

namespace kontor {

// Commit -> the key whose good signature it carries. A commit that is absent carries none.
using CheckedSignatures = std::map<Oid, PublicKey>;

// All entries and sets reachable from the tips. Reads every tree and blob of the sets on the way.
// Adds to `checked`; what it holds already is not checked again.
void check_signatures(const std::string& repository, const std::vector<Oid>& tips, unsigned threads,
                      const std::function<void(std::int64_t, std::int64_t)>& progress,
                      CheckedSignatures& checked);

}  // namespace kontor
