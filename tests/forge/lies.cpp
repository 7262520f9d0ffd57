// SPDX-License-Identifier: Apache-2.0
#include "tests/forge/lies.h"

#include <algorithm>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/change/operation.h"

namespace kontor::forge {
namespace {

std::vector<Json> lines_of(const FileChanges& files, const char* name) {
  std::vector<Json> out;
  const auto file = files.find(name);
  if (file == files.end() || !file->second) return out;
  for (std::string_view line : operation_lines(*file->second))
    out.push_back(parse_json(line, kLedgerJson));
  return out;
}

void set_lines(FileChanges& files, const char* name, const std::vector<Json>& lines) {
  std::string text;
  for (const Json& line : lines) text += line.encode() + "\n";
  files[name] = text;
}

// An effect line in a scope, with its salt in the master, as if an operation had caused it.
void add_effect(ScopeFiles& files, const std::string& scope, const std::string& path) {
  const std::string cause = "hq-1.0.1";
  const Bytes salt(16, 's');
  std::vector<Json> salts = lines_of(files["hq"], "salts.jsonl");
  salts.push_back(Json::object({{"cause", cause}, {"salt", hex(salt)}, {"scope", scope}}));
  set_lines(files["hq"], "salts.jsonl", salts);
  std::vector<Json> lines = lines_of(files[scope], "entry.jsonl");
  lines.push_back(Json::object({{"t", "effect"},
                                {"paths", Json::array({path})},
                                {"cause", "sha256:" + sha256_hex(framed({salt, cause}))}}));
  set_lines(files[scope], "entry.jsonl", lines);
}

// From the fifth share to the third: the consultation of the worked example.
void shift(std::string& bytes) {
  Json record = parse_json(trim(bytes), kLedgerJson);
  Json::Array& shares = record["shares"].items();
  KONTOR_CHECK(shares.size() > 4);
  shares[2].set("amount", shares[2].num("amount") + 1);
  shares[4].set("amount", shares[4].num("amount") - 1);
  bytes = record_file(record);
}

}  // namespace

Lie other_role(const std::string& replica, const std::string& role) {
  Lie lie;
  lie.state = [=](Overlay& state) {
    Json record = *state.get("replica", replica);
    record.set("role", role);
    state.put("replica", replica, std::move(record));
  };
  return lie;
}

Lie shifted_cent(const std::string& item) {
  Lie lie;
  lie.files = [=](ScopeFiles& scopes) {
    for (auto& [scope, files] : scopes) {
      for (auto& [path, bytes] : files) {
        const auto name = parse_state_path(path);
        const bool money = name && (name->kind == "claim" || name->kind == "earning");
        if (money && bytes && name->id.ends_with("." + item)) shift(*bytes);
      }
    }
  };
  return lie;
}

Lie shifted_period() {
  Lie lie;
  lie.files = [](ScopeFiles& scopes) {
    for (auto& [scope, files] : scopes) {
      for (auto& [path, bytes] : files) {
        const auto name = parse_state_path(path);
        const bool book = name && (name->kind == "book" || name->kind == "book_card");
        if (!book || !bytes) continue;
        Json record = parse_json(trim(*bytes), kLedgerJson);
        Json& fact = record["facts"].items().front();
        fact.set("amount", fact.num("amount") + 1);
        bytes = record_file(record);
      }
    }
  };
  return lie;
}

Lie left_out(const std::string& replica) {
  Lie lie;
  lie.sets = [=](std::vector<Intake>& sets) {
    sets.erase(std::find_if(sets.begin(), sets.end(),
                            [&](const Intake& set) { return set.head.replica == replica; }));
  };
  return lie;
}

Lie foreign_record(const State& hq, const std::string& kind, const std::string& id,
                   const std::string& scope) {
  Lie lie;
  const Record record = hq.get(kind, id);
  KONTOR_CHECK(record != nullptr);
  lie.files = [=](ScopeFiles& files) {
    const std::string path = state_path(kind, id);
    files[scope][path] = record_file(*record);
    add_effect(files, scope, path);
  };
  return lie;
}

Lie missing_record(const std::string& kind, const std::string& id, const std::string& scope) {
  Lie lie;
  lie.files = [=](ScopeFiles& files) {
    const std::string path = state_path(kind, id);
    KONTOR_CHECK(files.at(scope).erase(path) == 1);
    std::vector<Json> lines = lines_of(files[scope], "entry.jsonl");
    for (Json& line : lines) {
      if (Json* paths = line.find("paths")) std::erase(paths->items(), Json(path));
    }
    set_lines(files[scope], "entry.jsonl", lines);
  };
  return lie;
}

Lie missing_entry(const std::string& scope) {
  Lie lie;
  lie.files = [=](ScopeFiles& files) {
    KONTOR_CHECK(files.erase(scope) == 1);
    files["hq"].erase("scopes/" + scope);
  };
  return lie;
}

Lie silent_timers() {
  Lie lie;
  lie.state = [](Overlay& state) {
    for (const std::string& id : state.ids("timer")) {
      Json timer = *state.get("timer", id);
      timer.set("due", "2099-01-01T00:00:00Z");
      state.put("timer", id, std::move(timer));
    }
  };
  return lie;
}

}  // namespace kontor::forge
