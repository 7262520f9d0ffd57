// SPDX-License-Identifier: Apache-2.0
// Targets against the credit books: HQ's own, or at a partner's site what its earnings show. One
// row a target or a group of targets, and below them a total of each period, measure and currency.
#include "lib/target/attainment.h"

#include <map>
#include <optional>
#include <tuple>

#include "cmd/kontor/call.h"
#include "cmd/kontor/report/verbs.h"
#include "cmd/kontor/rows.h"
#include "lib/base/error.h"
#include "lib/base/text.h"

namespace kontor::cli {
namespace {

using target::Target;

constexpr Field kFields[] = {
    {.name = "row",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "target|unit|role|product|period|total",
     .doc = "what it stands for"},
    {.name = "name",
     .type = Type::kText,
     .doc = "id of the target, or what --by groups; any: targets that do not name one"},
    {.name = "unit", .type = Type::kSlug, .doc = "of a target: outlet or partner"},
    {.name = "role", .type = Type::kWord, .doc = "of a target: what the unit was in the sale"},
    {.name = "product", .type = Type::kWord, .doc = "of a target: of these sales alone"},
    {.name = "from", .type = Type::kDate, .need = Need::kRequired, .doc = "first day"},
    {.name = "to", .type = Type::kDate, .need = Need::kRequired, .doc = "last day"},
    {.name = "measure",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = target::kMeasures,
     .doc = "what is counted"},
    {.name = "currency", .type = Type::kWord, .doc = "of revenue, which is in minor units"},
    {.name = "targets", .type = Type::kInt, .need = Need::kRequired, .doc = "in this row"},
    {.name = "value", .type = Type::kDecimal, .need = Need::kRequired, .doc = "to be reached"},
    {.name = "credited",
     .type = Type::kDecimal,
     .need = Need::kRequired,
     .doc = "reached: the sum over the targets, so that one order may count several times"},
    {.name = "percent",
     .type = Type::kDecimal,
     .need = Need::kRequired,
     .doc = "of the value; computed exactly, four places at most"},
    {.name = "counted",
     .type = Type::kDecimal,
     .need = Need::kRequired,
     .doc = "each order once, at the unit that the plan counts: orders, or their revenue"},
};
constexpr Form kForm{"report.attainment", kFields};

std::vector<Target> wanted(Call& call) {
  const std::optional<Date> on = call.args.date("on");
  const auto& state = call.workspace().live();
  std::vector<Target> out;
  for (const std::string& id : state.ids("target")) {
    const Record record = state.get("target", id);
    if (record->str("state") == "retired") continue;
    Target one = target::target_of(*record);
    if (!on || (one.from <= *on && *on <= one.to)) out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

target::Books credit_books(Call& call) {
  target::Books out;
  const Store& store = call.workspace().store();
  store.query("SELECT id, role, outlet, product, value, counting, date FROM credits", {},
              [&](const Store::Row&, const Store::Row& row) {
                out.add(target::Entry{row[0], row[1], row[2], row[3], Rational::parse(row[4]),
                                      row[5] == "1", parse_date(row[6])});
              });
  store.query("SELECT id, item, product, \"group\", amount, kind, date FROM credit_items", {},
              [&](const Store::Row&, const Store::Row& row) {
                out.add(target::Item{row[0], row[1], row[2], row[3], parse_integer(row[4]),
                                     row[5] == "sold", parse_date(row[6])});
              });
  return out;
}

namespace {

std::string name_of(const Target& target, const std::string& by) {
  if (by == "target") return target.id;
  if (by == "period") return format_date(target.from) + "/" + format_date(target.to);
  const std::string& word = by == "unit"   ? target.unit
                            : by == "role" ? target.role
                                           : target.product;
  return word.empty() ? "any" : word;
}

Json item_of(const std::string& row, const std::string& name, const target::Row& reached) {
  const Target& first = *reached.targets.front();
  Json out = Json::object({{"row", row},
                           {"from", format_date(first.from)},
                           {"to", format_date(first.to)},
                           {"measure", first.measure},
                           {"targets", static_cast<std::int64_t>(reached.targets.size())},
                           {"value", reached.value.decimal(9)},
                           {"credited", reached.credited.decimal(9)},
                           {"percent", target::percent(reached)},
                           {"counted", reached.counted.decimal(9)}});
  if (!name.empty()) out.set("name", name);
  if (!first.currency.empty()) out.set("currency", first.currency);
  if (row != "target") return out;
  out.set("unit", first.unit);
  if (!first.role.empty()) out.set("role", first.role);
  if (!first.product.empty()) out.set("product", first.product);
  return out;
}

std::string cell_of(const Json& item, const std::string& column) {
  const Json* value = item.find(column);
  if (!value) return {};
  const bool sum = column == "value" || column == "credited" || column == "counted";
  if (!sum || !item.has("currency")) return cell_text(*value);
  return format_amount(Rational::parse(value->string()).round_half_away(), item.str("currency"));
}

std::string text_of(const Json& items, const std::string& by, bool color) {
  std::vector<std::string> columns = {by};
  if (by == "target") columns.insert(columns.end(), {"unit", "role", "product"});
  columns.insert(columns.end(),
                 {"from", "to", "measure", "value", "credited", "percent", "counted", "currency"});
  Table table(columns);
  for (const Json& item : items.items()) {
    std::vector<std::string> cells = {item.str_or("name", "total")};
    for (std::size_t i = 1; i < columns.size(); ++i) cells.push_back(cell_of(item, columns[i]));
    table.add(std::move(cells));
  }
  return table.text(color);
}

}  // namespace

const Form* attainment_report_form() { return &kForm; }

int report_attainment(Call& call) {
  const std::string by = call.args.text("by", "target");
  if (!lists_name("target|unit|role|product|period", by)) {
    throw Error(Fault::kUsage, "bad_usage", "--by \"" + printable(by) + "\" groups nothing",
                "--by target, unit, role, product or period");
  }
  const std::vector<Target> targets = wanted(call);
  const target::Books credits = credit_books(call);
  // Only what shares period, measure and currency can be added up.
  using Key = std::tuple<Date, Date, std::string, std::string, std::string>;
  std::map<Key, std::vector<const Target*>> groups;
  std::map<Key, std::vector<const Target*>> totals;
  for (const Target& one : targets) {
    groups[{one.from, one.to, one.measure, one.currency, name_of(one, by)}].push_back(&one);
    totals[{one.from, one.to, one.measure, one.currency, ""}].push_back(&one);
  }
  Json items = Json::array();
  for (auto& [key, members] : groups) {
    items.push(item_of(by, std::get<4>(key), credits.reached(std::move(members))));
  }
  for (auto& [key, members] : totals) {
    items.push(item_of("total", "", credits.reached(std::move(members))));
  }
  return answer_rows(call,
                     {.form = kForm,
                      .cell = cell_of,
                      .text = [&](const Json& rows) { return text_of(rows, by, call.color()); },
                      .none = targets.empty() ? "no targets" : "none"},
                     items);
}

}  // namespace kontor::cli
