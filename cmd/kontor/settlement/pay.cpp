// SPDX-License-Identifier: Apache-2.0
// What a bank needs to pay a run: who, how much, with which reference.
#include "cmd/kontor/call.h"
#include "cmd/kontor/payload.h"
#include "cmd/kontor/privacy.h"
#include "cmd/kontor/settlement/verbs.h"
#include "lib/base/money.h"
#include "lib/base/text.h"

namespace kontor::cli {
namespace {

constexpr Field kFields[] = {
    {.name = "payee", .type = Type::kWord, .need = Need::kRequired, .doc = "partner or seller id"},
    {.name = "role", .type = Type::kEnum, .need = Need::kRequired, .of = "business|seller"},
    {.name = "partner", .type = Type::kSlug, .need = Need::kRequired, .doc = "business"},
    {.name = "amount",
     .type = Type::kMoney,
     .need = Need::kRequired,
     .doc = "settled, never nothing or less"},
    {.name = "reference",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "number of the payee's statement"},
    {.name = "name", .type = Type::kText, .doc = "of the payee; private"},
    {.name = "iban", .type = Type::kText, .doc = "of the business; private"},
};
constexpr Form kForm{"settlement.pay", kFields};

// Number of the statement that tells of the payment: "nord-3".
std::string reference_of(Call& call, const std::string& settlement, const Json& total) {
  std::string plain = settlement + "." + total.str("payee");
  const StoreState state = call.workspace().live();
  for (const std::string& id : {plain, plain + "." + lower(total.str("currency"))}) {
    const Record statement = state.get("statement", id);
    if (statement) return total.str("payee") + "-" + std::to_string(statement->num("number"));
  }
  return plain;
}

void add_private(Call& call, const Json& total, Json& row) {
  const bool seller = total.str("role") == "seller";
  const Record record =
      call.workspace().live().get(seller ? "seller" : "partner", total.str("payee"));
  if (!record || !call.shows_private()) return;
  const Json shown = readable(call, *record);
  const std::string name = shown.str_or("legal_name", shown.str_or("name"));
  if (!name.empty()) row.set("name", name);
  if (const Json* iban = shown.find("iban")) row.set("iban", *iban);
}

std::vector<std::string> cells_of(const Json& row) {
  const Json& amount = row.at("amount");
  return {row.str("payee"),       row.str("role"),
          row.str("partner"),     format_amount(amount.num("amount"), amount.str("currency")),
          amount.str("currency"), row.str("reference"),
          row.str_or("name"),     row.str_or("iban")};
}

}  // namespace

const Form* pay_row_form() { return &kForm; }

int list_payments(Call& call) {
  const std::string id = target_of(call, "settlement");
  const Record run = call.workspace().live().get("settlement", id);
  Json rows = Json::array();
  for (const Json& total : run->list("totals")) {
    if (total.num("settled") <= 0) continue;
    Json row = Json::object({{"payee", total.str("payee")},
                             {"role", total.str("role")},
                             {"partner", total.str("partner")},
                             {"amount", Json::object({{"amount", total.num("settled")},
                                                      {"currency", total.str("currency")}})},
                             {"reference", reference_of(call, id, total)}});
    add_private(call, total, row);
    rows.push(std::move(row));
  }
  const std::vector<std::string> columns = {"payee",    "role",      "partner", "amount",
                                            "currency", "reference", "name",    "iban"};
  if (call.format() == Format::kCsv) {
    call.out().put(csv_row(columns));
    for (const Json& row : rows.items()) call.out().put(csv_row(cells_of(row)));
    return 0;
  }
  Table table(columns);
  for (const Json& row : rows.items()) table.add(cells_of(row));
  if (rows.items().empty()) call.say("none");
  call.answer_items(rows, rows.items().empty() ? std::string() : table.text(call.color()));
  return 0;
}

}  // namespace kontor::cli
