// SPDX-License-Identifier: Apache-2.0
// What a bank needs to pay a run: who, how much, with which reference.
#include "cmd/kontor/call.h"
#include "cmd/kontor/payload.h"
#include "cmd/kontor/privacy.h"
#include "cmd/kontor/settlement/verbs.h"
#include "lib/base/error.h"
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
    {.name = "name", .type = Type::kText, .doc = "of the payee; a person's is private"},
    {.name = "iban", .type = Type::kText, .doc = "of the payee; private"},
    {.name = "withheld",
     .type = Type::kText,
     .many = Many::kList,
     .doc = "private fields that are not shown"},
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

std::string_view kind_of(const Json& total) {
  return total.str("role") == "seller" ? "seller" : "partner";
}

// Name and account, where they may be shown.
void add_private(Call& call, const Json& total, Json& row) {
  const Record record = call.workspace().live().get(kind_of(total), total.str("payee"));
  if (!record) return;
  const Json shown = readable(call, *record);
  const std::string name = shown.str_or("legal_name", shown.str_or("name"));
  if (!name.empty()) row.set("name", name);
  if (const Json* iban = shown.find("iban")) row.set("iban", *iban);
  Json withheld = Json::array();
  for (const Json& field : shown.list("withheld")) {
    if (field.string() == "iban" || (field.string() == "name" && name.empty())) {
      withheld.push(field);
    }
  }
  if (!withheld.items().empty()) row.set("withheld", std::move(withheld));
}

// A bank cannot pay a row without an account; the rows stand, and the exit status tells.
void refuse_without_account(Call& call, const Json& run) {
  const StoreState state = call.workspace().live();
  std::vector<std::string> payees;
  std::vector<std::string> next;
  for (const Json& total : run.list("totals")) {
    const std::string& payee = total.str("payee");
    const std::string kind(kind_of(total));
    const Record record = state.get(kind, payee);
    if (total.num("settled") <= 0 || (record && record->has("iban"))) continue;
    payees.push_back(payee);
    next.push_back("kontor " + kind + " edit " + payee + " --private");
  }
  if (payees.empty()) return;
  call.out().finish();
  Error error(
      Fault::kRefused, "account_missing",
      "no iban stands in the file of " + join(payees, ", ") + ": their rows name no account");
  error.lists.emplace_back("missing", std::move(payees));
  error.lists.emplace_back("next", std::move(next));
  throw error;
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
  if (!call.workspace().is_hq()) {
    throw Error(Fault::kPermission, "role", "the principal pays, at HQ", "kontor statement list");
  }
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
    refuse_without_account(call, *run);
    return 0;
  }
  Table table(columns);
  for (const Json& row : rows.items()) table.add(cells_of(row));
  if (rows.items().empty()) call.say("none");
  call.answer_items(rows, rows.items().empty() ? std::string() : table.text(call.color()));
  refuse_without_account(call, *run);
  return 0;
}

}  // namespace kontor::cli
