// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/rows.h"

#include <algorithm>

#include "cmd/kontor/select.h"
#include "lib/base/error.h"
#include "lib/base/text.h"

namespace kontor::cli {
namespace {

constexpr std::string_view kPlace = "#";  // of a row among the items, which no form has

Columns columns_of(const Form& form) {
  Columns out;
  for (const Field& field : form.fields) {
    out.names.emplace_back(field.name);
    if (field.type == Type::kFlag) out.flags.emplace_back(field.name);
  }
  return out;
}

// The items as a table of SQL. Decimals are text in JSON and numbers to compare.
std::string source_of(const Form& form) {
  std::string out = "(SELECT key AS \"" + std::string(kPlace) + "\"";
  for (const Field& field : form.fields) {
    const std::string member = "json_extract(value, '$." + std::string(field.name) + "')";
    out += ", " + (field.type == Type::kDecimal ? "CAST(" + member + " AS REAL)" : member) +
           " AS \"" + std::string(field.name) + "\"";
  }
  return out + " FROM json_each(?)) AS v";
}

std::vector<std::string> named_columns(const Form& form, std::string_view asked) {
  const Columns known = columns_of(form);
  if (asked.empty() || asked == "all") return known.names;
  std::vector<std::string> out;
  for (const std::string& name : split(asked, ',')) {
    out.push_back(known_column(known.names, trim(name)));
  }
  return out;
}

std::string plain_cell(const Json& item, const std::string& column) {
  const Json* value = item.find(column);
  return !value ? std::string() : value->is_string() ? value->string() : value->encode();
}

}  // namespace

Json picked_rows(Call& call, const Form& form, const Json& items) {
  if (!call.args.has("where") && !call.args.has("sort") && !call.args.has("limit")) return items;
  const Columns known = columns_of(form);
  Select select;
  select.sql = "SELECT " + column_ref(kPlace) + " FROM " + source_of(form);
  select.parameters.push_back(items.encode());
  add_conditions(select, known, call.args.all("where"));
  if (call.args.has("sort")) {
    add_order(select, known, call.args.text("sort"), kPlace);
  } else {
    select.sql += " ORDER BY " + column_ref(kPlace);
  }
  add_limit(select, call.args);
  Json out = Json::array();
  call.workspace().store().query(
      select.sql, select.parameters, [&](const Store::Row&, const Store::Row& row) {
        out.push(items.items().at(static_cast<std::size_t>(parse_integer(row.front()))));
      });
  return out;
}

int answer_rows(Call& call, const RowTable& table, const Json& items) {
  const std::string asked = call.args.text("columns");
  if (call.json() && !asked.empty()) {
    throw Error(Fault::kUsage, "bad_usage", "--columns is for tables and csv");
  }
  const Json rows = picked_rows(call, table.form, items);
  const bool csv = call.format() == Format::kCsv;
  const std::vector<std::string> columns = named_columns(table.form, !asked.empty() ? asked
                                                                     : csv          ? table.csv
                                                                           : table.columns);
  if (csv) {
    call.out().put(csv_row(columns));
    for (const Json& row : rows.items()) {
      std::vector<std::string> cells;
      for (const std::string& column : columns) cells.push_back(plain_cell(row, column));
      call.out().put(csv_row(cells));
    }
    return 0;
  }
  if (rows.items().empty()) {
    call.say(table.none);
    call.answer_items(rows, "");
    return 0;
  }
  if (asked.empty() && table.text) {
    call.answer_items(rows, table.text(rows));
    return 0;
  }
  Table text(columns);
  for (const Json& row : rows.items()) {
    std::vector<std::string> cells;
    for (const std::string& column : columns) {
      cells.push_back(table.cell ? table.cell(row, column) : printable(plain_cell(row, column)));
    }
    text.add(std::move(cells));
  }
  call.answer_items(rows, text.text(call.color()));
  return 0;
}

}  // namespace kontor::cli
