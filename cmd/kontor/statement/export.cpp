// SPDX-License-Identifier: Apache-2.0
#include "cmd/console/statement.h"
#include "cmd/kontor/call.h"
#include "cmd/kontor/payload.h"
#include "cmd/kontor/privacy.h"
#include "cmd/kontor/statement/verbs.h"
#include "lib/statement/record.h"

namespace kontor::cli {
namespace {

std::string name_of(Call& call, std::string_view kind, const std::string& id) {
  const Record record = call.workspace().live().get(kind, id);
  return record ? readable(call, *record).str_or("name", id) : id;
}

Letterhead letterhead(Call& call, const Json& statement) {
  Workspace& site = call.workspace();
  const bool seller = statement.str("role") == "seller";
  Letterhead out;
  out.payee = name_of(call, seller ? "seller" : "partner", statement.str("payee"));
  if (seller) out.partner = name_of(call, "partner", statement.str("partner"));
  out.issuer = call.settings().principal_name;
  const Head head = site.head(site.scope());
  if (head.index > 0) {
    out.proof = "ledger " + site.ledger() + ", scope " + site.scope() + ", index " +
                std::to_string(head.index) + ", commit " + head.oid;
  }
  return out;
}

// With the rows of all its parts.
Json whole_statement(Call& call) {
  const std::string id = target_of(call, "statement");
  const StoreState state = call.workspace().live();
  return statement::whole(state, state.get("statement", id)->str_or("continues", id));
}

}  // namespace

int show_statement(Call& call) {
  const Json statement = whole_statement(call);
  call.answer(readable(call, statement), statement_text(statement, letterhead(call, statement)));
  return 0;
}

int export_statement(Call& call) {
  if (call.format() == Format::kUbl) {
    put_invoice(call);
    return 0;
  }
  const Json statement = whole_statement(call);
  switch (call.format()) {
    case Format::kCsv:
      call.out().put(statement_csv(statement));
      return 0;
    case Format::kHtml:
      call.out().put(statement_html(statement, letterhead(call, statement)));
      return 0;
    default:
      return show_statement(call);
  }
}

}  // namespace kontor::cli
