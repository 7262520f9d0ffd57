// SPDX-License-Identifier: Apache-2.0
#include "lib/statement/invoice.h"

#include "cmd/kontor/call.h"
#include "cmd/kontor/payload.h"
#include "cmd/kontor/privacy.h"
#include "cmd/kontor/statement/verbs.h"
#include "lib/base/error.h"
#include "lib/claim/derive.h"
#include "lib/claim/record.h"
#include "lib/statement/record.h"

namespace kontor::cli {
namespace {

using statement::Party;
using statement::Tax;

std::string need_setting(const Call& call, std::string_view key, const std::string& value) {
  if (!value.empty()) return value;
  throw Error(Fault::kConfig, "setting_missing", "an invoice needs the setting " + std::string(key),
              "set it in " + call.home() + "/config.toml (man kontor.toml)");
}

Party principal(Call& call) {
  const Settings& settings = call.settings();
  return {need_setting(call, "principal.name", settings.principal_name),
          need_setting(call, "principal.street", settings.principal_street),
          need_setting(call, "principal.postcode", settings.principal_postcode),
          need_setting(call, "principal.city", settings.principal_city),
          need_setting(call, "principal.country", settings.principal_country),
          need_setting(call, "principal.vat_id", settings.principal_vat_id)};
}

// A field of the partner's record in the clear, public or private.
std::string plain(Call& call, const Json& partner, std::string_view key) {
  const Json* value = partner.find(key);
  if (!value) return {};
  if (!is_commitment(*value)) return value->string();
  const auto row = call.workspace().store().private_value(value->str("c"));
  return row ? row->value : std::string();
}

std::string need_field(Call& call, const Json& partner, std::string_view key) {
  std::string value = plain(call, partner, key);
  if (!value.empty()) return value;
  throw Error(Fault::kRefused, "partner_incomplete",
              "an invoice needs " + std::string(key) + " of partner " + partner.str("id"),
              "put it in the partner's file, and: kontor partner apply FILE");
}

Party supplier(Call& call, const Json& partner) {
  return {need_field(call, partner, "legal_name"), need_field(call, partner, "street"),
          need_field(call, partner, "postcode"),   need_field(call, partner, "city"),
          need_field(call, partner, "country"),    need_field(call, partner, "vat_id")};
}

void put_vat(Call& call, statement::Invoice& invoice) {
  const Settings& settings = call.settings();
  invoice.vat_percent =
      Rational::parse(need_setting(call, "invoice.vat_rate", settings.invoice_vat_rate));
  if (vat_category(invoice) != "E") return;
  invoice.exemption = need_setting(call, "invoice.exemption", settings.invoice_exemption);
}

// What the plan said of the base that the claim was judged by.
Tax tax_of_claim(claim::Plans& plans, const Json& claim) {
  const plan::Plan* plan = plans.of(claim);
  if (!plan) return Tax::kNet;
  const std::string rule = commission::base_of(*plan, claim::sale_of(claim)).rule;
  for (const plan::Base& base : plan->base) {
    if (base.rule == rule) return base.tax == "gross" ? Tax::kGross : Tax::kNet;
  }
  return Tax::kNet;
}

Date due_after(Date until) {  // the end of the next month
  const Date first = parse_date(format_date(until).substr(0, 8) + "01");
  return Date{add_months(first, 2).days - 1};
}

}  // namespace

void put_invoice(Call& call) {
  const std::string id = target_of(call, "statement");
  const StoreState state = call.workspace().live();
  const Json statement =
      statement::whole(state, state.get("statement", id)->str_or("continues", id));
  if (statement.str("role") != "business") {
    throw Error(Fault::kRefused, "not_a_business", "only a business is invoiced, not a seller",
                "kontor statement show " + id);
  }
  if (statement.num("settled") <= 0) {
    throw Error(Fault::kRefused, "nothing_settled", "statement " + id + " pays nothing");
  }
  if (!call.workspace().is_hq()) {
    throw Error(Fault::kPermission, "role", "the principal writes the invoice, at HQ",
                "kontor statement show " + id);
  }
  const Json partner = *state.get("partner", statement.str("partner"));
  statement::Invoice invoice;
  invoice.number = statement.str("payee") + "-" + std::to_string(statement.num("number"));
  invoice.issued = parse_instant(statement.at("created").str("rule")).date();
  invoice.from = parse_date(statement.str("from"));
  invoice.until = parse_date(statement.str("until"));
  invoice.due = std::max(due_after(invoice.until), invoice.issued);
  invoice.currency = statement.str("currency");
  invoice.supplier = supplier(call, partner);
  invoice.customer = principal(call);
  invoice.iban = plain(call, partner, "iban");
  put_vat(call, invoice);
  claim::Plans plans(state);
  invoice.lines =
      statement::lines_of(statement, [&](const std::string& order, const std::string& item) {
        for (const std::string& found : state.find("claim", "order", order)) {
          const Record claim = state.get("claim", found);
          if (item.empty() || claim->str("item") == item) return tax_of_claim(plans, *claim);
        }
        return Tax::kNet;
      });
  call.out().put(invoice_xml(invoice));
}

}  // namespace kontor::cli
