// SPDX-License-Identifier: Apache-2.0
// A form is the table of fields of an operation's payload or of a record. One table gives the
// codec's checks, the JSON Schema, the command's options, the TOML reader's known keys and the man
// page.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.h"

namespace kontor {

enum class Type {
  kSlug,       // is_site_slug
  kId,         // 16 symbols
  kRef,        // entity id of a record of one of the kinds in `of` ("customer", "lead|pool_card")
  kOperation,  // operation id
  kWord,       // public short text, 1..200 bytes, no control characters
  kText,       // public text, up to 4096 bytes
  kPrivate,    // {"c":"sha256:<64 hex>"}; what a user types is text, the command commits it
  kEnum,       // one of `of` ("email|sms|phone")
  kMoney,      // {"amount":1159,"currency":"EUR"}
  kInt,        // min..max
  kInstant,    // RFC 3339
  kDate,       // 2025-08-31
  kPeriod,     // P14D
  kDecimal,    // "-0.90"
  kFlag,       // true, false
  kHash,       // "sha256:<64 hex>"
  kKey,        // base64 of 32 bytes
  kObject,     // of `form`
  kAny,        // any value of the subset
};
enum class Need { kOptional, kRequired };
enum class Many { kOne, kList, kMap };  // kMap: keys are slugs or words [a-z0-9_-]{1,40}

struct Form;

struct Field {
  std::string_view name = {};
  Type type{};
  Need need = Need::kOptional;
  Many many = Many::kOne;
  std::string_view of = {};    // kinds of a kRef, values of a kEnum, separated by '|'
  const Form* form = nullptr;  // of a kObject
  std::string_view doc = {};   // a few words: meaning, unit, source
  std::int64_t min = 0;
  std::int64_t max = 9007199254740991;
  // A kRef must name a record that the operation's scope holds (else not_visible), unless it is
  // blind: then the operation's own check judges it.
  bool blind = false;
};

// One table out of several: what `add`, `set` and the record share is written once.
template <std::size_t... Sizes>
constexpr std::array<Field, (Sizes + ...)> join_fields(const Field (&... parts)[Sizes]) {
  std::array<Field, (Sizes + ...)> out{};
  std::size_t at = 0;
  const auto take = [&](std::span<const Field> part) {
    for (const Field& field : part) out[at++] = field;
  };
  (take(parts), ...);
  return out;
}

struct Form {
  std::string_view name;
  std::span<const Field> fields;
  const Field* find(std::string_view field) const;
};

struct Problem {
  std::string path;     // "items[2].offer"; empty: the whole
  std::string message;  // "not a date", "unknown key, did you mean \"purpose\""
};
// Everything wrong with `value`; empty is good. Unknown members are problems.
std::vector<Problem> check_form(const Form& form, const Json& value);
// JSON Schema (2020-12 vocabulary that draft-07 validators read too) of exactly what check_form
// accepts.
Json form_schema(const Form& form);

// Every (kinds, id) that a payload names by kRef fields that are not blind.
struct Reference {
  std::string_view kinds;
  std::string id;
};
std::vector<Reference> references(const Form& form, const Json& payload);

}  // namespace kontor
