// SPDX-License-Identifier: Apache-2.0
#include "lib/audit/explain.h"

#include <algorithm>
#include <set>

#include "lib/audit/provenance.h"
#include "lib/audit/tree_state.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/claim/explain.h"
#include "lib/ledger/sequence.h"

namespace kontor {
namespace {

constexpr std::size_t kCandidates = 10;  // as many as fit under an error message

[[noreturn]] void ambiguous(const std::string& what, std::vector<std::string> found) {
  Error error(Fault::kUsage, "ambiguous_id", what + " is ambiguous", "type more of the id");
  if (found.size() > kCandidates) found.resize(kCandidates);
  error.lists.emplace_back("candidate", std::move(found));
  throw error;
}

std::string unique_id(const State& state, const std::string& kind, const std::string& prefix) {
  std::vector<std::string> found;
  for (const std::string& id : state.ids(kind)) {
    if (id == prefix) return id;
    if (id.starts_with(prefix)) found.push_back(id);
  }
  if (found.empty())
    throw Error(Fault::kNoInput, "no_record", "no " + kind + " " + printable(prefix) + " there");
  if (found.size() > 1) ambiguous(kind + " " + printable(prefix), std::move(found));
  return found.front();
}

// Operation ids anywhere in an explanation or record.
void collect_operations(const Json& value, std::set<std::string>& out) {
  if (value.is_string() && is_operation_id(value.string())) out.insert(value.string());
  if (value.is_array()) {
    for (const Json& item : value.items()) collect_operations(item, out);
  } else if (value.is_object()) {
    for (const auto& member : value.members()) collect_operations(member.second, out);
  }
}

// entry.jsonl of an entry.
std::vector<Json> lines_of(const Clone& clone, const ClonedEntry& entry) {
  std::vector<Json> out;
  const std::string text = file_at(clone.repository, entry.tree, "entry.jsonl");
  for (std::string_view line : operation_lines(text)) out.push_back(parse_json(line, kLedgerJson));
  return out;
}

std::string verdict_of(const Clone& clone, const ClonedEntry& entry, const std::string& operation) {
  for (const Json& line : lines_of(clone, entry)) {
    if (line.str_or("t") != "op" || line.str_or("id") != operation) continue;
    const std::string reason = line.str_or("reason");
    return line.str("verdict") + (reason.empty() ? "" : " (" + reason + ")");
  }
  return "none";
}

Json rests_on(const Clone& clone, const std::set<std::string>& operations, Json& elsewhere) {
  Json out = Json::array();
  const Provenance provenance(clone);
  for (const std::string& id : operations) {
    const std::optional<SignedOperation> found = provenance.find(id);
    if (!found) {
      elsewhere.push(id);
      continue;
    }
    out.push(Json::object({{"op", id},
                           {"kind", found->operation.kind},
                           {"on", found->operation.on},
                           {"at", found->operation.at},
                           {"actor", found->operation.actor},
                           {"verdict", verdict_of(clone, *found->entry, id)},
                           {"set", found->set.text()},
                           {"entry", found->entry->head.index},
                           {"entry_oid", found->entry->oid.text()}}));
  }
  return out;
}

// What a scope knows of a claim: its earning, and the operations behind its own touches.
Json explain_earning(const State& state, const Json& earning, std::set<std::string>& operations) {
  Json inputs = Json::object({{"order", earning.str("order")}, {"item", earning.str("item")}});
  for (const char* name :
       {"plan", "plan_version", "price_point", "campaign", "channel", "closed"}) {
    if (const Json* value = earning.find(name)) inputs.set(name, *value);
  }
  Json steps = Json::array();
  const auto add = [&](const char* step, const char* list) {
    for (const Json& row : earning.list(list)) {
      Json node = Json::object({{"step", step}, {"result", row}});
      const std::vector<std::string> record = split(row.str_or("record"), '/');
      const Record known = record.size() == 2 ? state.get(record[0], record[1]) : nullptr;
      if (const Json* created = known ? known->find("created") : nullptr)
        node.set("because", Json::array({created->str_or("op")}));
      steps.push(std::move(node));
    }
  };
  add("stage", "stages");
  add("touch", "touches");
  add("share", "shares");
  add("fact", "facts");
  add("account", "account");
  add("return", "returns");
  Json result = Json::object({{"state", earning.str("state")}});
  for (const char* name : {"pool", "currency", "zero"}) {
    if (const Json* value = earning.find(name)) result.set(name, *value);
  }
  Json out = Json::object({{"step", "earning"}, {"inputs", inputs}, {"result", result}});
  out.set("steps", std::move(steps));
  collect_operations(out, operations);
  return out;
}

}  // namespace

Json explain_claim(const Clone& clone, const std::string& claim) {
  const TreeState state(clone.repository, clone.head().tree);
  const bool master = clone.scope == "hq";
  const std::string kind = master ? "claim" : "earning";
  const std::size_t slash = claim.find('/');
  const std::string id =
      unique_id(state, kind, slash == std::string::npos ? claim : claim.substr(slash + 1));
  const Json& record = *state.get(kind, id);
  std::set<std::string> operations;
  const Json explanation =
      master ? claim::explain_claim(state, id) : explain_earning(state, record, operations);
  if (master) {
    collect_operations(explanation, operations);
    collect_operations(record, operations);
  }
  Json elsewhere = Json::array();
  Json list = rests_on(clone, operations, elsewhere);
  return Json::object({{"claim", id},
                       {"basis", place_of(clone.head())},
                       {"record", record},
                       {"explanation", explanation},
                       {"operations", std::move(list)},
                       {"elsewhere", std::move(elsewhere)}});
}

std::vector<Json> records_of(const Clone& clone, const std::string& id, std::int64_t index) {
  const std::int64_t last = clone.head().head.index;
  if (index < 0 || index > last) {
    throw Error(Fault::kNoInput, "no_entry", "the ledger has entries 1 to " + std::to_string(last));
  }
  const ClonedEntry& entry =
      clone.entries[static_cast<std::size_t>((index == 0 ? last : index) - 1)];
  const TreeState state(clone.repository, entry.tree);
  const std::size_t slash = id.find('/');
  const std::vector<std::string> kinds = state.kinds();
  const bool named = slash != std::string::npos &&
                     std::find(kinds.begin(), kinds.end(), id.substr(0, slash)) != kinds.end();
  const std::string wanted = named ? id.substr(slash + 1) : id;
  std::map<std::string, std::vector<Json>> found;  // by id: what several kinds know of it
  for (const std::string& kind : kinds) {
    if (named && kind != id.substr(0, slash)) continue;
    if (const Record exact = state.get(kind, wanted)) found[wanted].push_back(*exact);
  }
  if (found.empty()) {
    for (const std::string& kind : kinds) {
      if (named && kind != id.substr(0, slash)) continue;
      for (const std::string& known : state.ids(kind)) {
        if (known.starts_with(wanted)) found[known].push_back(*state.get(kind, known));
      }
    }
  }
  if (found.empty()) {
    throw Error(Fault::kNoInput, "no_record",
                "no record " + printable(id) + " at " + place_of(entry));
  }
  if (found.size() > 1) {
    std::vector<std::string> candidates;
    for (const auto& row : found) candidates.push_back(row.first);
    ambiguous("record " + printable(id), std::move(candidates));
  }
  return std::move(found.begin()->second);
}

std::vector<Json> log_of(const Clone& clone, std::size_t most) {
  std::vector<Json> out;
  const Provenance provenance(clone);
  for (auto entry = clone.entries.rbegin(); entry != clone.entries.rend() && out.size() < most;
       ++entry) {
    const auto operations = provenance.taken_by(*entry);
    std::set<std::string> sets;
    Json lines = Json::array();
    for (Json& line : lines_of(clone, *entry)) {
      const auto operation = operations.find(line.str_or("id"));
      if (line.str_or("t") == "op" && operation != operations.end()) {
        line.set("kind", operation->second.operation.kind);
        line.set("on", operation->second.operation.on);
        line.set("actor", operation->second.operation.actor);
      }
      lines.push(std::move(line));
    }
    for (const auto& row : operations) sets.insert(row.second.set.text());
    out.push_back(Json::object({{"index", entry->head.index},
                                {"oid", entry->oid.text()},
                                {"time", format_instant(entry->head.time)},
                                {"sets", Json::strings({sets.begin(), sets.end()})},
                                {"lines", std::move(lines)}}));
  }
  return out;
}

std::string allowed_signers_of(const Clone& clone) {
  std::string text = file_at(clone.repository, clone.head().tree, "roster/allowed_signers");
  if (text.empty()) differs(place_of(clone.head()), "it carries no roster/allowed_signers");
  return text;
}

}  // namespace kontor
