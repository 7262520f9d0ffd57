// SPDX-License-Identifier: Apache-2.0
#include "lib/audit/basis.h"

#include <map>
#include <set>

#include "lib/audit/provenance.h"
#include "lib/base/text.h"
#include "lib/claim/explain.h"
#include "lib/claim/reckon.h"
#include "lib/ledger/sequence.h"

namespace kontor {
namespace {

constexpr Field kOrigin[] = {
    {.name = "verdict", .type = Type::kText, .need = Need::kRequired, .doc = "of HQ"},
    {.name = "branch",
     .type = Type::kText,
     .need = Need::kRequired,
     .doc = "of the scope's repository: replica/shop-nord-1"},
    {.name = "set",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "commit of the change set that signs it; git show SET:ops.jsonl"},
    {.name = "line", .type = Type::kInt, .need = Need::kRequired, .doc = "of ops.jsonl, from 1"},
    {.name = "entry", .type = Type::kInt, .need = Need::kRequired, .doc = "that decided it"},
    {.name = "entry_oid", .type = Type::kWord, .need = Need::kRequired, .doc = "its commit"},
};
constexpr auto kFields = join_fields(kOperationFields, kOrigin);

// entry.jsonl of an entry: verdicts by operation.
class Verdicts {
 public:
  explicit Verdicts(const Clone& clone) : clone_(clone) {}
  std::string of(const ClonedEntry& entry, const std::string& operation) {
    auto found = entries_.find(entry.oid);
    if (found == entries_.end()) found = entries_.emplace(entry.oid, read(entry)).first;
    const auto verdict = found->second.find(operation);
    return verdict == found->second.end() ? "none" : verdict->second;
  }

 private:
  std::map<std::string, std::string> read(const ClonedEntry& entry) const {
    std::map<std::string, std::string> out;
    const std::string text = file_at(clone_.repository, entry.tree, "entry.jsonl");
    for (std::string_view line : operation_lines(text)) {
      const Json json = parse_json(line, kLedgerJson);
      if (json.str_or("t") != "op") continue;
      const std::string reason = json.str_or("reason");
      out[json.str("id")] = json.str("verdict") + (reason.empty() ? "" : " (" + reason + ")");
    }
    return out;
  }
  const Clone& clone_;
  std::map<Oid, std::map<std::string, std::string>> entries_;
};

Json row_of(const std::string& id, const SignedOperation& found, const std::string& verdict,
            const std::set<std::string>& reasons) {
  return Json::object({{"op", id},
                       {"kind", found.operation.kind},
                       {"on", found.operation.on},
                       {"at", found.operation.at},
                       {"actor", found.operation.actor},
                       {"for", Json::strings({reasons.begin(), reasons.end()})},
                       {"verdict", verdict},
                       {"scope", found.head.scope},
                       {"branch", "replica/" + found.head.replica},
                       {"set", found.set.text()},
                       {"line", found.operation.id.seq - found.head.first_seq + 1},
                       {"entry", found.entry->head.index},
                       {"entry_oid", found.entry->oid.text()}});
}

}  // namespace

constinit const Form signed_operation_form{"audit.operation", kFields};

Json basis_of(const Clone& clone, const std::vector<claim::Source>& sources) {
  std::map<std::string, std::set<std::string>> causes;  // cause -> what it is behind
  for (const claim::Source& source : sources) {
    causes[source.cause].insert(source.what + " " + source.record);
  }
  Json operations = Json::array();
  Json timers = Json::array();
  Json elsewhere = Json::array();
  const Provenance provenance(clone);
  Verdicts verdicts(clone);
  for (const auto& [cause, reasons] : causes) {
    if (!is_operation_id(cause)) {
      timers.push(cause);
    } else if (const auto found = provenance.find(cause)) {
      operations.push(row_of(cause, *found, verdicts.of(*found->entry, cause), reasons));
    } else {
      elsewhere.push(cause);
    }
  }
  return Json::object({{"operations", std::move(operations)},
                       {"timers", std::move(timers)},
                       {"elsewhere", std::move(elsewhere)}});
}

namespace {

Json explain_whole_book(const State& state, const Clone& clone, const Json& book) {
  const std::string& id = book.str("id");
  std::vector<claim::Source> sources = claim::book_sources(state, id);
  for (claim::Source& source : claim::book_sale_sources(state, id))
    sources.push_back(std::move(source));
  Json out = basis_of(clone, sources);
  out.set("book", id);
  out.set("record", book);
  out.set("explanation", claim::explain_book(state, id));
  return out;
}

}  // namespace

Json explain_whole(const State& state, const Clone& clone, const std::string& id) {
  const bool master = clone.scope == "hq";
  Json out;
  if (const Record book = claim::book_of(state, id)) {
    out = explain_whole_book(state, clone, *book);
  } else {
    out = basis_of(clone, master ? claim::sources(state, id) : claim::earning_sources(state, id));
    out.set("claim", id);
    out.set("record", *state.get(master ? "claim" : "earning", id));
    out.set("explanation",
            master ? claim::explain_claim(state, id) : claim::explain_earning(state, id));
  }
  out.set("basis", place_of(clone.head()));
  return out;
}

}  // namespace kontor
