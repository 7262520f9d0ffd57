// SPDX-License-Identifier: Apache-2.0
#include "lib/statement/invoice.h"

#include "cmd/kontor/call.h"
#include "cmd/kontor/payload.h"
#include "cmd/kontor/privacy.h"
#include "cmd/kontor/statement/verbs.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/claim/derive.h"
#include "lib/claim/record.h"
#include "lib/statement/record.h"

namespace kontor::cli {
namespace {

using statement::Party;
using statement::Tax;

// What an invoice takes from settings and from the partner's file; what is missing there is told at
// once, not one after the other.
class Needs {
 public:
  const std::string& setting(std::string_view key, const std::string& value) {
    if (value.empty()) settings_.emplace_back(key);
    return value;
  }
  std::string field(std::string_view key, std::string value) {
    if (value.empty()) fields_.emplace_back(key);
    return value;
  }

  // Error(kConfig, "setting_missing") or (kRefused, "partner_incomplete").
  void check(const Call& call, const std::string& partner) const {
    if (settings_.empty() && fields_.empty()) return;
    std::vector<std::string> what;
    std::vector<std::string> next;
    if (!settings_.empty()) {
      what.push_back(list("the setting", settings_));
      next.push_back("set them in " + call.home() + "/config.toml (man kontor.toml)");
    }
    if (!fields_.empty()) {
      what.push_back("of partner " + partner + " " + join(fields_, ", "));
      next.push_back("kontor partner edit " + partner + " --private");
    }
    std::vector<std::string> missing = settings_;
    missing.insert(missing.end(), fields_.begin(), fields_.end());
    const bool here = !settings_.empty();
    Error error(here ? Fault::kConfig : Fault::kRefused,
                here ? "setting_missing" : "partner_incomplete",
                "an invoice needs " + join(what, ", and "));
    error.lists.emplace_back("missing", std::move(missing));
    error.lists.emplace_back("next", std::move(next));
    throw error;
  }

 private:
  static std::string list(const char* what, const std::vector<std::string>& names) {
    return std::string(what) + (names.size() == 1 ? " " : "s ") + join(names, ", ");
  }

  std::vector<std::string> settings_;
  std::vector<std::string> fields_;
};

Party principal(Call& call, Needs& needs) {
  const Settings& settings = call.settings();
  return {needs.setting("principal.name", settings.principal_name),
          needs.setting("principal.street", settings.principal_street),
          needs.setting("principal.postcode", settings.principal_postcode),
          needs.setting("principal.city", settings.principal_city),
          needs.setting("principal.country", settings.principal_country),
          needs.setting("principal.vat_id", settings.principal_vat_id)};
}

// A field of the partner's record in the clear, public or private.
std::string plain(Call& call, const Json& partner, std::string_view key) {
  const Json* value = partner.find(key);
  if (!value) return {};
  if (!is_commitment(*value)) return value->string();
  const auto row = call.workspace().store().private_value(value->str("c"));
  return row ? row->value : std::string();
}

Party supplier(Call& call, const Json& partner, Needs& needs) {
  const auto field = [&](std::string_view key) {
    return needs.field(key, plain(call, partner, key));
  };
  return {field("legal_name"), field("street"),  field("postcode"),
          field("city"),       field("country"), field("vat_id")};
}

void put_vat(Call& call, statement::Invoice& invoice, Needs& needs) {
  const Settings& settings = call.settings();
  const std::string& rate = needs.setting("invoice.vat_rate", settings.invoice_vat_rate);
  if (rate.empty()) return;
  invoice.vat_percent = Rational::parse(rate);
  if (vat_category(invoice) != "E") return;
  invoice.exemption = needs.setting("invoice.exemption", settings.invoice_exemption);
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
  Needs needs;
  invoice.supplier = supplier(call, partner, needs);
  invoice.customer = principal(call, needs);
  invoice.iban = plain(call, partner, "iban");
  put_vat(call, invoice, needs);
  needs.check(call, partner.str("id"));
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
