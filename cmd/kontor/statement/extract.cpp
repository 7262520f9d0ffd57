// SPDX-License-Identifier: Apache-2.0
#include "lib/claim/extract.h"

#include <optional>

#include "cmd/kontor/call.h"
#include "cmd/kontor/statement/verbs.h"
#include "lib/base/money.h"
#include "lib/base/text.h"

namespace kontor::cli {
namespace {

std::optional<Date> day(const Call& call, std::string_view option) {
  if (!call.args.has(option)) return std::nullopt;
  return parse_date(call.args.text(option));
}

// A partner, or a seller by id or login.
std::string payee_of(Call& call) {
  const std::string typed = call.args.text("payee");
  Workspace& site = call.workspace();
  return typed.empty() || site.live().has("partner", typed) ? typed : site.resolve_seller(typed);
}

std::string cell_of(const Json& row, const std::string& column) {
  const Json* value = row.find(column);
  if (!value) return {};
  const bool money = value->is_int() && column != "plan_version" && row.has("currency");
  return money ? format_amount(value->integer(), row.str("currency")) : cell_text(*value);
}

std::vector<std::string> cells_of(const Json& row, const std::vector<std::string>& columns) {
  std::vector<std::string> out;
  for (const std::string& column : columns) out.push_back(cell_of(row, column));
  return out;
}

}  // namespace

const Form* extract_row_form() { return &claim::extract_form; }

int extract_book(Call& call) {
  const std::vector<Json> rows =
      claim::extract(call.workspace().live(), {payee_of(call), day(call, "from"), day(call, "to")});
  const std::vector<std::string> columns = split(claim::kExtractColumns, ',');
  if (call.format() == Format::kCsv) {
    call.out().put(csv_row(columns));
    for (const Json& row : rows) call.out().put(csv_row(cells_of(row, columns)));
    return 0;
  }
  Table table(columns);
  for (const Json& row : rows) table.add(cells_of(row, columns));
  if (rows.empty()) call.say("none");
  call.answer_items(Json(rows), rows.empty() ? std::string() : table.text(call.color()));
  return 0;
}

}  // namespace kontor::cli
