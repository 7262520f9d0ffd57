// SPDX-License-Identifier: Apache-2.0
// Two versions of a plan, or a file and a version. Rows are compared by their names, not by their
// places: a base row that moved up is no change of all below it.
#include <algorithm>
#include <filesystem>
#include <map>

#include "cmd/kontor/changes.h"
#include "cmd/kontor/plan/names.h"
#include "cmd/kontor/plan/verbs.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/plan/reader.h"
#include "lib/plan/record.h"

namespace kontor::cli {
namespace {

// What names a row of each list of the body.
struct ListRow {
  const char* list;
  const char* name;
};
constexpr ListRow kLists[] = {{"stages", "name"}, {"split", "of"},  {"factor", "id"},
                              {"premium", "id"},  {"credit", "id"}, {"override", "id"},
                              {"tier", "id"},     {"cap", "id"},    {"floor", "id"},
                              {"draw", "id"},     {"hold", "id"}};

Json readable_row(const Json& row) {
  Json out = row;
  if (!row.has("when")) return out;
  Json words = Json::array();
  for (const Json& one : row.list("when")) {
    const plan::Condition condition{one.str("field"), one.str("op"), one.at("value"),
                                    one.num_or("any", 0)};
    const std::string group =
        condition.any > 0 ? "any " + std::to_string(condition.any) + ": " : "";
    words.push(group + condition.text());
  }
  out.set("when", std::move(words));
  return out;
}

// The body with its lists as tables of names. The order of stages counts, and is kept beside them.
Json named(const Json& body) {
  Json out = body;
  const plan::Plan plan = plan::parse_plan(body);
  out.erase("base");
  for (std::size_t i = 0; i < plan.base.size(); ++i) {
    Json row = readable_row(body.list("base")[i]);
    row.erase("for");
    row.erase("name");
    out.set(plan.base[i].rule, std::move(row));
  }
  for (const auto& [list, name] : kLists) {
    if (!body.has(list)) continue;
    Json rows;
    Json order = Json::array();
    std::size_t number = 0;
    for (const Json& row : body.list(list)) {
      const std::string key = row.str_or(name, "credit-" + std::to_string(++number));
      Json shown = readable_row(row);
      shown.erase(name);
      rows.set(key, std::move(shown));
      order.push(key);
    }
    out.set(list, std::move(rows));
    if (std::string_view(list) == "stages") out.set("stages (order)", std::move(order));
  }
  return out;
}

struct Side {
  std::string plan;
  Json body;
};

Side of_file(const std::string& file) {
  Json body = plan::body_from_toml(read_toml(file));
  return {body.at("plan").str("id"), std::move(body)};
}

Side of_version(const Json& record, std::int64_t version) {
  return {record.str("id"), plan_version(record, version)};
}

bool is_file(const std::string& word) {
  return word.ends_with(".toml") || std::filesystem::exists(word);
}

// FILE, ID (the newest version) or ID:VERSION.
Side side_of(Call& call, const std::string& word) {
  if (is_file(word)) return of_file(word);
  Json body = plan_version(call, word);
  return {body.at("plan").str("id"), std::move(body)};
}

// With one word: the newest version and the file, or the version and the one before it.
Side before(Call& call, const std::string& word, const Side& after) {
  const Record record = call.workspace().live().get("plan", after.plan);
  if (!record) {
    throw Error(Fault::kNoInput, "not_found", "plan " + after.plan + " is not here",
                "name what to compare it with: kontor plan diff OTHER.toml " + word);
  }
  if (is_file(word)) return of_version(*record, record->num("version"));
  const std::int64_t version = after.body.at("plan").num("version");
  std::int64_t last = 0;
  for (const auto& [number, body] : record->map("versions")) {
    const std::int64_t other = parse_integer(number);
    if (other < version) last = std::max(last, other);
  }
  if (last > 0) return of_version(*record, last);
  throw Error(Fault::kNoInput, "one_version",
              "plan " + after.plan + " has no version before " + std::to_string(version),
              "kontor plan diff FILE.toml compares it with a file");
}

}  // namespace

int diff_plans(Call& call) {
  const std::vector<std::string> words = call.args.all("plan");
  if (words.size() > 2) {
    throw Error(Fault::kUsage, "bad_usage", "more than two plans", "kontor plan diff --help");
  }
  const Side after = side_of(call, words.back());
  const Side from =
      words.size() == 2 ? side_of(call, words.front()) : before(call, words.front(), after);
  const std::vector<RecordChange> change = {{.kind = "plan",
                                             .id = after.plan,
                                             .before = std::make_shared<Json>(named(from.body)),
                                             .after = std::make_shared<Json>(named(after.body))}};
  const std::vector<LeafChange> changes = leaf_changes(change);
  call.answer_items(changes_json(changes), changes_text(changes));
  if (changes.empty()) call.say("no difference");
  return changes.empty() ? 0 : 1;
}

}  // namespace kontor::cli
