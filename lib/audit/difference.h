// SPDX-License-Identifier: Apache-2.0
// What differs between an entry as recorded and as computed, in words: place, record or operation,
// both values.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/history/repository.h"
#include "lib/history/tree.h"

namespace kontor {

// entry.jsonl, recorded against computed: "operation shop-nord-1.0.3: recorded as accepted,
// computed as rejected (role)", "timer ... was due and did not fire". Empty: equal.
std::string lines_differ(std::string_view recorded, std::string_view computed);

// The changes that a recorded tree makes to the one before it, against computed ones: "claim
// x.phone: shares[2].amount is 371, computed 370". Only what lies below `prefix` ("state/", empty:
// everything) is asked. Empty: equal.
std::string files_differ(const Repository& repository, const Oid& before, const Oid& recorded,
                         const FileChanges& computed, std::string_view prefix = {});

}  // namespace kontor
