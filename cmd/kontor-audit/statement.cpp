// SPDX-License-Identifier: Apache-2.0
// A statement from a clone, as kontor statement export prints it from a store.
#include "cmd/console/statement.h"

#include <set>

#include "cmd/kontor-audit/table.h"
#include "lib/audit/tree_state.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/statement/record.h"

namespace kontor::auditor {
namespace {

// Its id or a prefix of it; a payee, for the newest; PAYEE-NUMBER, the reference of a payout.
class Finder {
 public:
  Finder(const State& state, const std::string& typed) : state_(state), typed_(typed) {
    for (const std::string& id : state.ids("statement")) {
      const Record statement = state.get("statement", id);
      if (!statement->has("continues")) look_at(id, *statement);
    }
  }

  std::string only() {
    if (!newest_.empty()) found_.insert(newest_);
    if (found_.size() == 1) return *found_.begin();
    if (found_.empty()) {
      throw Error(Fault::kNoInput, "no_record", "no statement " + printable(typed_) + " there",
                  "its id, PAYEE for the newest, or PAYEE-NUMBER");
    }
    Error error(Fault::kUsage, "ambiguous_id", "statement " + printable(typed_) + " is ambiguous",
                "type more of the id");
    error.lists.emplace_back("candidate", std::vector<std::string>(found_.begin(), found_.end()));
    throw error;
  }

 private:
  void look_at(const std::string& id, const Json& statement) {
    const std::string& payee = statement.str("payee");
    const std::int64_t number = statement.num("number");
    const bool named = !typed_.empty() && id.starts_with(typed_);
    if (named || payee + "-" + std::to_string(number) == typed_) found_.insert(id);
    if (payee != typed_ || number < number_) return;
    newest_ = id;
    number_ = number;
  }

  const State& state_;
  const std::string& typed_;
  std::set<std::string> found_;
  std::string newest_;
  std::int64_t number_ = 0;
};

// A private name is no text in a history: then the id stands for it.
std::string name_of(const State& state, std::string_view kind, const std::string& id) {
  const Record record = state.get(kind, id);
  const Json* name = record ? record->find("name") : nullptr;
  return name && name->is_string() ? name->string() : id;
}

cli::Letterhead letterhead(const Call& call, const State& state, const Clone& clone,
                           const Json& statement) {
  const bool seller = statement.str("role") == "seller";
  cli::Letterhead out;
  out.payee = name_of(state, seller ? "seller" : "partner", statement.str("payee"));
  if (seller) out.partner = name_of(state, "partner", statement.str("partner"));
  out.issuer = call.args.text("issuer");
  out.proof = "ledger " + clone.roster.genesis.ledger() + ", scope " + clone.scope + ", index " +
              std::to_string(clone.head().head.index) + ", commit " + clone.head().oid.text();
  return out;
}

}  // namespace

int statement(Call& call) {
  const std::string format = format_option(call, "table|csv|json|html");
  const std::vector<Clone> clones = open_clones(call, call.args.all("repository"));
  const Clone& clone = best_of(clones);
  const TreeState state(clone.repository, clone.head().tree);
  const std::string id = Finder(state, call.args.text("statement")).only();
  const Json found = kontor::statement::whole(state, id);
  if (format == "json") {
    call.env.put(Json::object({{"schema", "audit.statement/1"}, {"item", found}}).encode() + "\n");
  } else if (format == "csv") {
    call.env.put(cli::statement_csv(found));
  } else {
    const cli::Letterhead head = letterhead(call, state, clone, found);
    call.env.put(format == "html" ? cli::statement_html(found, head)
                                  : cli::statement_text(found, head));
  }
  return 0;
}

}  // namespace kontor::auditor
