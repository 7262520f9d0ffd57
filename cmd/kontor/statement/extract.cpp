// SPDX-License-Identifier: Apache-2.0
#include "lib/claim/extract.h"

#include "cmd/console/amounts.h"
#include "cmd/kontor/call.h"
#include "cmd/kontor/statement/verbs.h"

namespace kontor::cli {
namespace {

// A partner, or a seller by id or login.
std::string payee_of(Call& call) {
  const std::string typed = call.args.text("payee");
  Workspace& site = call.workspace();
  return typed.empty() || site.live().has("partner", typed) ? typed : site.resolve_seller(typed);
}

}  // namespace

const Form* extract_row_form() { return &claim::extract_form; }

int extract_book(Call& call) {
  const std::vector<Json> rows = claim::extract(
      call.workspace().live(), {payee_of(call), call.args.date("from"), call.args.date("to")});
  const AmountColumns columns{claim::kExtractColumns, claim::kExtractNumbers};
  if (call.format() == Format::kCsv) {
    call.out().put(amounts_csv(rows, columns));
    return 0;
  }
  if (rows.empty()) call.say("none");
  call.answer_items(Json(rows), amounts_table(rows, columns, call.color()));
  return 0;
}

}  // namespace kontor::cli
