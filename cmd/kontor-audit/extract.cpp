// SPDX-License-Identifier: Apache-2.0
// The book extract from a clone: the rows that kontor makes from a store, made without one.
#include "lib/claim/extract.h"

#include <algorithm>

#include "cmd/console/output.h"
#include "cmd/kontor-audit/table.h"
#include "lib/audit/tree_state.h"
#include "lib/base/error.h"
#include "lib/base/money.h"
#include "lib/base/text.h"

namespace kontor::auditor {
namespace {

std::optional<Date> date_of(const Call& call, const char* name) {
  if (!call.args.has(name)) return std::nullopt;
  try {
    return parse_date(call.args.text(name));
  } catch (const Error&) {
    throw Error(Fault::kUsage, "bad_usage",
                std::string("--") + name + ": " + printable(call.args.text(name)) + " is no date",
                std::string("--") + name + " 2025-08-01");
  }
}

// Amounts as people write them; as numbers of minor units where a program reads.
std::string cell(const Json& row, const std::string& column, bool table) {
  constexpr std::string_view kAmounts[] = {"pool",        "amount",   "earned",   "reversed",
                                           "outstanding", "reserved", "released", "settled"};
  const Json* value = row.find(column);
  if (!value) return {};
  const bool amount =
      std::find(std::begin(kAmounts), std::end(kAmounts), column) != std::end(kAmounts);
  if (amount && table && row.has("currency"))
    return format_amount(value->integer(), row.str("currency"));
  return cli::cell_text(*value);
}

std::string csv(const std::vector<Json>& rows, const std::vector<std::string>& columns) {
  std::string out = cli::csv_row(columns);
  for (const Json& row : rows) {
    std::vector<std::string> cells;
    for (const std::string& column : columns) cells.push_back(cell(row, column, false));
    out += cli::csv_row(cells);
  }
  return out;
}

std::string table(const std::vector<Json>& rows, const std::vector<std::string>& columns) {
  // Columns that no row fills are left out.
  std::vector<std::string> shown;
  for (const std::string& column : columns) {
    const bool filled =
        std::any_of(rows.begin(), rows.end(), [&](const Json& row) { return row.has(column); });
    if (filled) shown.push_back(column);
  }
  cli::Table out(shown);
  for (const Json& row : rows) {
    std::vector<std::string> cells;
    for (const std::string& column : shown) cells.push_back(printable(cell(row, column, true)));
    out.add(std::move(cells));
  }
  return rows.empty() ? "" : out.text(false);
}

}  // namespace

int extract(Call& call) {
  const std::string format = call.args.has("format") ? call.args.text("format")
                             : call.json()           ? "json"
                                                     : "table";
  if (format != "table" && format != "csv" && format != "json")
    throw Error(Fault::kUsage, "bad_usage", "--format: " + printable(format) + " is none of these",
                "--format table, csv or json");
  const claim::ExtractQuery query{
      .payee = call.args.text("payee"), .from = date_of(call, "from"), .to = date_of(call, "to")};
  const std::vector<Clone> clones = open_clones(call, call.args.all("repository"));
  const Clone* chosen = &clones.front();
  for (const Clone& clone : clones) {
    if (clone.scope == "hq") chosen = &clone;
  }
  const TreeState state(chosen->repository, chosen->head().tree);
  const std::vector<Json> rows = claim::extract(state, query);
  const std::vector<std::string> columns = split(claim::kExtractColumns, ',');
  if (format == "json") {
    call.env.put(Json::object({{"schema", "audit.extract/1"}, {"items", Json(rows)}}).encode() +
                 "\n");
  } else {
    call.env.put(format == "csv" ? csv(rows, columns) : table(rows, columns));
  }
  return 0;
}

}  // namespace kontor::auditor
