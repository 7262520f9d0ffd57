// SPDX-License-Identifier: Apache-2.0
#include "cmd/console/amounts.h"

#include <algorithm>

#include "cmd/console/output.h"
#include "lib/base/money.h"
#include "lib/base/text.h"

namespace kontor::cli {
namespace {

class Cells {
 public:
  explicit Cells(const AmountColumns& columns) : numbers_(split(columns.numbers, ',')) {}

  std::vector<std::string> of(const Json& row, const std::vector<std::string>& columns) const {
    std::vector<std::string> out;
    for (const std::string& column : columns) out.push_back(cell(row, column));
    return out;
  }

 private:
  std::string cell(const Json& row, const std::string& column) const {
    const Json* value = row.find(column);
    if (!value) return {};
    const bool plain = std::find(numbers_.begin(), numbers_.end(), column) != numbers_.end();
    const bool amount = value->is_int() && !plain && row.has("currency");
    return amount ? format_amount(value->integer(), row.str("currency")) : cell_text(*value);
  }
  const std::vector<std::string> numbers_;
};

}  // namespace

std::string amounts_csv(const std::vector<Json>& rows, const AmountColumns& columns) {
  const Cells cells(columns);
  const std::vector<std::string> shown = split(columns.shown, ',');
  std::string out = csv_row(shown);
  for (const Json& row : rows) out += csv_row(cells.of(row, shown));
  return out;
}

std::string amounts_table(const std::vector<Json>& rows, const AmountColumns& columns,
                          bool bold_head) {
  if (rows.empty()) return {};
  const Cells cells(columns);
  std::vector<std::string> shown = split(columns.shown, ',');
  std::erase_if(shown, [&](const std::string& column) {
    return std::none_of(rows.begin(), rows.end(), [&](const Json& row) { return row.has(column); });
  });
  Table out(shown);
  for (const Json& row : rows) out.add(cells.of(row, shown));
  return out.text(bold_head);
}

}  // namespace kontor::cli
