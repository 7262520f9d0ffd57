// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/plan/names.h"

#include <algorithm>

#include "lib/base/error.h"
#include "lib/base/text.h"

namespace kontor::cli {
namespace {

std::string versions_of(const Json& record) {
  std::vector<std::int64_t> numbers;
  for (const auto& [number, body] : record.map("versions")) {
    numbers.push_back(parse_integer(number));
  }
  std::sort(numbers.begin(), numbers.end());  // as numbers: 10 is behind 9
  std::string out;
  for (const std::int64_t number : numbers) {
    out += (out.empty() ? "" : ", ") + std::to_string(number);
  }
  return out;
}

}  // namespace

std::string near_or_all(std::string_view word, const std::vector<std::string_view>& known) {
  const std::string_view near = nearest(word, known);
  if (!near.empty()) return "did you mean \"" + std::string(near) + "\"?";
  return known.empty() ? "there is none here"
                       : "there are: " + join({known.begin(), known.end()}, ", ");
}

Record plan_record(Call& call, const std::string& id) {
  const StoreState state = call.workspace().live();
  if (Record record = state.get("plan", id)) return record;
  const std::vector<std::string> known = state.ids("plan");
  const bool prefix =
      std::any_of(known.begin(), known.end(), [&](const auto& one) { return one.starts_with(id); });
  if (prefix && !id.empty()) return state.get("plan", call.workspace().resolve("plan", id));
  throw Error(Fault::kNoInput, "no_record", "no plan and no file \"" + printable(id) + "\"",
              near_or_all(id, {known.begin(), known.end()}));
}

const Json& plan_version(const Json& record, std::int64_t version) {
  const Json* body = record.at("versions").find(std::to_string(version));
  if (body) return *body;
  throw Error(Fault::kNoInput, "not_found",
              "plan " + record.str("id") + " has no version " + std::to_string(version),
              "there are: " + versions_of(record));
}

Json plan_version(Call& call, const std::string& typed) {
  const std::size_t colon = typed.find(':');
  const Record record = plan_record(call, typed.substr(0, colon));
  if (colon == std::string::npos) return plan_version(*record, record->num("version"));
  const std::string number = typed.substr(colon + 1);
  if (number.empty() || number[0] == '0' || number.find_first_not_of("0123456789") != number.npos ||
      number.size() > 9) {
    throw Error(Fault::kUsage, "bad_usage", "\"" + printable(number) + "\" is no version",
                "there are: " + versions_of(*record));
  }
  return plan_version(*record, parse_integer(number));
}

}  // namespace kontor::cli
