// SPDX-License-Identifier: Apache-2.0
// One intent, as it is signed: a canonical JSON line
//   {"actor":A,"at":T,"id":"{replica}.{incarnation}.{seq}","kind":"lead.pick","on":ENTITY,"p":{...},"v":1}
// optionally "retry_of": operation id. `ops.jsonl` of a change set is such lines, each ended by LF.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/id.h"
#include "lib/base/json.h"
#include "lib/base/time.h"

namespace kontor {

struct Operation {
  OperationId id;
  std::string kind;
  std::string on;
  std::string actor;  // seller id, or the replica
  std::string at;     // RFC 3339 as claimed
  std::int64_t version = 1;
  std::string retry_of;
  Json payload;

  Instant claimed() const { return parse_instant(at); }
};
std::string encode_operation(const Operation& operation);  // no LF
// Error(kData, "bad_operation") when not canonical or a member is missing, unknown or ill-typed.
Operation decode_operation(std::string_view line);
std::vector<std::string_view> operation_lines(
    std::string_view ops_jsonl);  // Error(kData) unless LF-ended

}  // namespace kontor
