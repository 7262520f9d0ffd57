// SPDX-License-Identifier: Apache-2.0
#include "cmd/console/statement.h"

#include <array>
#include <vector>

#include "cmd/console/output.h"
#include "lib/base/markup.h"
#include "lib/base/money.h"

namespace kontor::cli {
namespace {

constexpr std::array<std::string_view, 13> kColumns = {
    "n",         "date",  "kind", "order", "item", "customer", "closed",
    "performed", "stage", "base", "rate",  "why",  "amount"};

std::string money(const Json& statement, std::int64_t amount) {
  return format_amount(amount, statement.str("currency"));
}

// The exact base, rounded for the eye.
std::string base_text(const Json& statement, const Json& row) {
  std::string base = row.str_or("base");
  return base.empty() ? base : money(statement, Rational::parse(base).round_half_away());
}

// "3/8" of the pool is 37.50 %.
std::string rate_text(const Json& row) {
  std::string rate = row.str_or("rate");
  if (rate.empty()) return rate;
  return format_amount((Rational::parse(rate) * Rational(10000)).round_half_away(), "EUR") + "%";
}

std::vector<std::string> cells_of(const Json& statement, const Json& row) {
  std::vector<std::string> out;
  for (const std::string_view column : kColumns) {
    if (column == "n") {
      out.push_back(std::to_string(row.num("n")));
    } else if (column == "base") {
      out.push_back(base_text(statement, row));
    } else if (column == "rate") {
      out.push_back(rate_text(row));
    } else if (column == "amount") {
      out.push_back(money(statement, row.num("amount")));
    } else if (column == "why") {
      out.push_back(row.str_or("premium", row.str_or("cause", row.str_or("rule"))));
    } else {
      out.push_back(row.str_or(column));
    }
  }
  return out;
}

struct Line {
  std::string_view label;
  std::int64_t amount = 0;
};

// From what was carried to what is paid; a line that is nothing is left out.
std::vector<Line> sums_of(const Json& statement) {
  const std::vector<Line> all = {
      {"carried from the statement before", statement.num_or("opening", 0)},
      {"commission earned and reversed", statement.num("earned")},
      {"tiers, caps, floors and draws", statement.num_or("true_up", 0)},
      {"premiums", statement.num("premium")},
      {"reserve held back", -statement.num("reserve")},
      {"reserve released", statement.num("release")},
      {"paid before", -statement.num_or("paid", 0)},
      {"total", statement.num("total")},
      {"waits for the acceptance of the plan", statement.num("waiting")},
      {"on hold", statement.num_or("on_hold", 0)},
      {"carried to the next statement", statement.num("carried")},
      {"to be paid", statement.num("settled")},
  };
  std::vector<Line> out;
  for (const Line& line : all) {
    const bool always = line.label == "total" || line.label == "to be paid";
    if (always || line.amount != 0) out.push_back(line);
  }
  return out;
}

std::string title_of(const Json& statement, const Letterhead& head) {
  return "Statement " + std::to_string(statement.num("number")) + " of " + head.payee;
}

std::string period_of(const Json& statement) {
  return statement.str("from") + " to " + statement.str("until");
}

constexpr std::string_view kStyle = R"(<style>
@page { size: A4; margin: 20mm 15mm; }
body { font: 9pt/1.35 "DejaVu Sans", Arial, sans-serif; color: #000; margin: 0 auto; max-width: 180mm; }
h1 { font-size: 14pt; margin: 0 0 2mm; }
p { margin: 0 0 1mm; }
table { border-collapse: collapse; width: 100%; margin: 5mm 0; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { text-align: left; padding: 0.6mm 1mm; border-bottom: 0.2mm solid #999; font-size: 7pt; overflow-wrap: anywhere; }
.figure { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.sums { width: 60%; margin-left: 40%; break-inside: avoid; }
.sums td { font-size: 9pt; }
.strong td { font-weight: bold; border-top: 0.4mm solid #000; }
footer { font-size: 7pt; color: #333; overflow-wrap: anywhere; }
</style>
)";

void html_rows(Markup& out, const Json& statement) {
  out.open("table");
  out.open("thead");
  out.open("tr");
  const auto figure = [](std::string_view column) {
    return column == "base" || column == "rate" || column == "amount" || column == "n";
  };
  for (const std::string_view column : kColumns) {
    out.element("th", column, {{"class", figure(column) ? "figure" : "word"}});
  }
  out.close();
  out.close();
  out.open("tbody");
  for (const Json& row : statement.list("rows")) {
    const std::vector<std::string> cells = cells_of(statement, row);
    out.open("tr");
    for (std::size_t i = 0; i < cells.size(); ++i) {
      out.element("td", cells[i], {{"class", figure(kColumns[i]) ? "figure" : "word"}});
    }
    out.close();
  }
  out.close();
  out.close();
}

void html_sums(Markup& out, const Json& statement) {
  out.open("table", {{"class", "sums"}});
  for (const Line& line : sums_of(statement)) {
    const bool strong = line.label == "total" || line.label == "to be paid";
    out.open("tr", {{"class", strong ? "strong" : "plain"}});
    out.element("td", line.label);
    out.element("td", money(statement, line.amount) + " " + statement.str("currency"),
                {{"class", "figure"}});
    out.close();
  }
  out.close();
}

}  // namespace

std::string statement_text(const Json& statement, const Letterhead& head) {
  std::string out = title_of(statement, head);
  if (!head.partner.empty()) out += ", " + head.partner;
  out += "\n" + period_of(statement) + "  " + statement.str("currency") + "\n";
  if (!head.issuer.empty()) out += "from " + head.issuer + "\n";
  Table rows(std::vector<std::string>(kColumns.begin(), kColumns.end()));
  for (const Json& row : statement.list("rows")) rows.add(cells_of(statement, row));
  if (!rows.empty()) out += "\n" + rows.text(false);
  Table sums({"", "sum"});
  for (const Line& line : sums_of(statement)) {
    sums.add({std::string(line.label), money(statement, line.amount)});
  }
  return out + "\n" + sums.text(false);
}

std::string statement_csv(const Json& statement) {
  std::vector<std::string> head = {"statement", "payee", "currency"};
  head.insert(head.end(), kColumns.begin(), kColumns.end());
  std::string out = csv_row(head);
  for (const Json& row : statement.list("rows")) {
    std::vector<std::string> cells = {std::to_string(statement.num("number")),
                                      statement.str("payee"), statement.str("currency")};
    for (std::string& cell : cells_of(statement, row)) cells.push_back(std::move(cell));
    out += csv_row(cells);
  }
  return out;
}

std::string statement_html(const Json& statement, const Letterhead& head) {
  Markup out;
  out.raw("<!DOCTYPE html>\n");
  out.open("html", {{"lang", "en"}});
  out.open("head");
  out.raw("<meta charset=\"utf-8\">\n");
  out.element("title", title_of(statement, head));
  out.raw(kStyle);
  out.close();
  out.open("body");
  out.element("h1", title_of(statement, head));
  if (!head.partner.empty()) out.element("p", head.partner);
  if (!head.issuer.empty()) out.element("p", "from " + head.issuer);
  out.element("p", "period " + period_of(statement) + ", amounts in " + statement.str("currency"));
  html_rows(out, statement);
  html_sums(out, statement);
  out.element("footer", "statement " + statement.str("id") +
                            (head.proof.empty() ? std::string() : ", " + head.proof));
  out.close();
  out.close();
  return out.take();
}

}  // namespace kontor::cli
