// SPDX-License-Identifier: Apache-2.0
#include "lib/ledger/overflow.h"

#include <algorithm>

#include "lib/base/bounds.h"
#include "lib/base/error.h"

namespace kontor {
namespace {

constexpr std::int64_t kMaxInteger = 9007199254740991;  // 2^53-1, as in canonical JSON

bool fits(const Json& value) {
  if (value.is_int()) return value.integer() >= -kMaxInteger && value.integer() <= kMaxInteger;
  if (value.is_array()) return std::all_of(value.items().begin(), value.items().end(), fits);
  if (!value.is_object()) return true;
  return std::all_of(value.members().begin(), value.members().end(),
                     [](const auto& member) { return fits(member.second); });
}

void check(const RecordKey& key, const Record& record) {
  if (!record || fits(*record)) return;
  Error error(Fault::kData, kAmountOverflow,
              key.first + " " + key.second + " would hold an integer outside of +-(2^53-1)");
  error.on = key.first + " " + key.second;
  throw error;
}

}  // namespace

void check_integers(const Overlay& step) {
  for (const auto& [key, record] : step.changes()) check(key, record);
}

void check_integers(const ScopeChanges& changes) {
  for (const auto& [scope, deltas] : changes) {
    for (const auto& [key, delta] : deltas) check(key, delta.is);
  }
}

Outcome unless_overflow(const std::function<Outcome()>& reckon) {
  try {
    return reckon();
  } catch (const Error& error) {
    if (error.code() != kAmountOverflow) throw;
    return reject(kAmountOverflow, error.on);
  }
}

}  // namespace kontor
