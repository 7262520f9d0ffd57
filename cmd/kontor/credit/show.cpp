// SPDX-License-Identifier: Apache-2.0
// One order's credit book, at HQ or as a site's earnings show it: the lines, and their sums.
#include <map>

#include "cmd/kontor/call.h"
#include "cmd/kontor/claim/verbs.h"
#include "cmd/kontor/credit/verbs.h"
#include "lib/base/money.h"
#include "lib/base/text.h"

namespace kontor::cli {
namespace {

constexpr Field kUnit[] = {
    {.name = "outlet", .type = Type::kSlug, .need = Need::kRequired, .doc = "unit"},
    {.name = "role", .type = Type::kWord, .need = Need::kRequired, .doc = "of it in the sale"},
    {.name = "value", .type = Type::kDecimal, .need = Need::kRequired, .doc = "that stands"},
    {.name = "counting", .type = Type::kFlag, .doc = "totals count the order by it"},
};
constexpr Form kUnitForm{"credit.unit", kUnit};
constexpr Field kItem[] = {
    {.name = "item", .type = Type::kSlug, .need = Need::kRequired, .doc = "of the order"},
    {.name = "amount", .type = Type::kInt, .need = Need::kRequired, .doc = "net, minor units"},
};
constexpr Form kItemForm{"credit.item", kItem};
constexpr Field kFields[] = {
    {.name = "id", .type = Type::kId, .need = Need::kRequired, .doc = "order"},
    {.name = "units",
     .type = Type::kObject,
     .need = Need::kRequired,
     .many = Many::kList,
     .form = &kUnitForm,
     .doc = "credited"},
    {.name = "items",
     .type = Type::kObject,
     .need = Need::kRequired,
     .many = Many::kList,
     .form = &kItemForm,
     .doc = "that the customer still has"},
    {.name = "currency", .type = Type::kWord, .doc = "of the items"},
    {.name = "credits", .type = Type::kDecimal, .need = Need::kRequired, .doc = "sum of the units"},
    {.name = "orders",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "1: the order counts once, at the unit that the plan counts"},
};
constexpr Form kForm{"credit.show", kFields};

struct Unit {
  Rational value;
  bool counting = false;
};

Json units_of(Call& call, const std::string& order, Json& out) {
  std::map<std::pair<std::string, std::string>, Unit> units;
  call.workspace().store().query("SELECT outlet, role, value, counting FROM credits WHERE id = ?",
                                 {order}, [&](const Store::Row&, const Store::Row& row) {
                                   Unit& unit = units[{row[0], row[1]}];
                                   unit.value = unit.value + Rational::parse(row[2]);
                                   unit.counting = unit.counting || row[3] == "1";
                                 });
  Json list = Json::array();
  Rational credits;
  bool counts = false;
  for (const auto& [name, unit] : units) {
    credits = credits + unit.value;
    counts = counts || (unit.counting && unit.value.sign() > 0);
    Json row = Json::object(
        {{"outlet", name.first}, {"role", name.second}, {"value", unit.value.decimal(9)}});
    if (unit.counting) row.set("counting", true);
    list.push(std::move(row));
  }
  out.set("credits", credits.decimal(9));
  out.set("orders", counts ? 1 : 0);
  return list;
}

Json items_of(Call& call, const std::string& order, Json& out) {
  Json list = Json::array();
  call.workspace().store().query(
      "SELECT item, sum(amount), min(currency) FROM credit_items WHERE id = ? GROUP BY item "
      "HAVING sum(CASE kind WHEN 'sold' THEN 1 ELSE -1 END) > 0 ORDER BY item",
      {order}, [&](const Store::Row&, const Store::Row& row) {
        list.push(Json::object({{"item", row[0]}, {"amount", parse_integer(row[1])}}));
        if (!row[2].empty()) out.set("currency", row[2]);
      });
  return list;
}

}  // namespace

const Form* credit_form() { return &kForm; }

int show_credit(Call& call) {
  const std::string order = order_with_claims(call, call.args.text("id"));
  Json item = Json::object({{"id", order}});
  item.set("units", units_of(call, order, item));
  item.set("items", items_of(call, order, item));
  Json shown = item;
  if (item.list("items").empty()) shown.erase("items");
  call.answer(item, describe(shown, {"id", "credits", "orders"}));
  return 0;
}

}  // namespace kontor::cli
