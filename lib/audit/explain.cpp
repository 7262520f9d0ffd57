// SPDX-License-Identifier: Apache-2.0
#include "lib/audit/explain.h"

#include <algorithm>
#include <set>

#include "lib/audit/basis.h"
#include "lib/audit/provenance.h"
#include "lib/audit/tree_state.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/claim/reckon.h"
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

// Of a record of one of the kinds; what continues another is not named by itself.
std::string unique_id(const State& state, const std::vector<std::string>& kinds,
                      const std::string& prefix) {
  std::vector<std::string> found;
  for (const std::string& kind : kinds) {
    for (const std::string& id : state.ids(kind)) {
      if (id == prefix) return id;
      if (id.starts_with(prefix) && !state.get(kind, id)->has("continues")) found.push_back(id);
    }
  }
  const std::string what = join(kinds, " or ");
  if (found.empty())
    throw Error(Fault::kNoInput, "no_record", "no " + what + " " + printable(prefix) + " there");
  if (found.size() > 1) ambiguous(what + " " + printable(prefix), std::move(found));
  return found.front();
}

// entry.jsonl of an entry.
std::vector<Json> lines_of(const Clone& clone, const ClonedEntry& entry) {
  std::vector<Json> out;
  const std::string text = file_at(clone.repository, entry.tree, "entry.jsonl");
  for (std::string_view line : operation_lines(text)) out.push_back(parse_json(line, kLedgerJson));
  return out;
}

}  // namespace

std::string claim_in(const Clone& clone, const std::string& typed) {
  const TreeState state(clone.repository, clone.head().tree);
  const bool master = clone.scope == "hq";
  const std::vector<std::string> kinds = master ? std::vector<std::string>{"claim", "book"}
                                                : std::vector<std::string>{"earning", "book_card"};
  const std::size_t slash = typed.find('/');
  return unique_id(state, kinds, slash == std::string::npos ? typed : typed.substr(slash + 1));
}

Json explain_claim(const Clone& clone, const std::string& typed) {
  const TreeState state(clone.repository, clone.head().tree);
  // A payee to whom no rule gave anything has no book, and still a reason.
  if (claim::book_of(state, typed)) return explain_whole(state, clone, typed);
  return explain_whole(state, clone, claim_in(clone, typed));
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
