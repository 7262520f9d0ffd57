// SPDX-License-Identifier: Apache-2.0
#include "lib/statement/invoice.h"

#include "lib/base/markup.h"

namespace kontor::statement {
namespace {

constexpr std::string_view kProfile = "urn:cen.eu:en16931:2017";
constexpr std::string_view kSelfBilled = "389";  // UNTDID 1001
constexpr std::string_view kTransfer = "30";     // UNTDID 4461: credit transfer
constexpr std::string_view kPiece = "C62";       // UN/ECE Recommendation 20: one

// 0 % where VAT is not charged, whatever the setting says.
Rational percent_of(const Invoice& invoice) {
  return vat_category(invoice) == "S" ? invoice.vat_percent : Rational(0);
}

std::int64_t net_of(const InvoiceLine& line, const Rational& percent) {
  if (line.tax == Tax::kNet) return line.amount_minor;
  const Rational whole = Rational(100) + percent;
  return (Rational(line.amount_minor) * Rational(100) / whole).round_half_away();
}

// "19", "7.7": as few digits as say it, never more than two.
std::string percent_text(const Rational& percent) {
  std::string out = format_amount((percent * Rational(100)).round_half_away(), "EUR");
  while (out.ends_with('0')) out.pop_back();
  if (out.ends_with('.')) out.pop_back();
  return out;
}

class Writer {
 public:
  explicit Writer(const Invoice& invoice) : invoice_(invoice), sums_(sums_of(invoice)) {}

  std::string write() {
    out_.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out_.open(
        "Invoice",
        {{"xmlns", "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"},
         {"xmlns:cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"},
         {"xmlns:cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"}});
    head();
    party("cac:AccountingSupplierParty", invoice_.supplier);
    party("cac:AccountingCustomerParty", invoice_.customer);
    payment();
    tax_total();
    monetary_total();
    for (std::size_t i = 0; i < invoice_.lines.size(); ++i) line(i);
    out_.close();
    return out_.take();
  }

 private:
  void money(std::string_view name, std::int64_t amount) {
    out_.element(name, format_amount(amount, invoice_.currency),
                 {{"currencyID", invoice_.currency}});
  }

  void head() {
    out_.element("cbc:CustomizationID", kProfile);
    out_.element("cbc:ID", invoice_.number);
    out_.element("cbc:IssueDate", format_date(invoice_.issued));
    out_.element("cbc:DueDate", format_date(invoice_.due));
    out_.element("cbc:InvoiceTypeCode", kSelfBilled);
    out_.element("cbc:Note", "Gutschrift (self-billed invoice)");
    out_.element("cbc:DocumentCurrencyCode", invoice_.currency);
    out_.open("cac:InvoicePeriod");
    out_.element("cbc:StartDate", format_date(invoice_.from));
    out_.element("cbc:EndDate", format_date(invoice_.until));
    out_.close();
  }

  void party(std::string_view role, const Party& party) {
    out_.open(role);
    out_.open("cac:Party");
    out_.open("cac:PostalAddress");
    out_.element("cbc:StreetName", party.street);
    out_.element("cbc:CityName", party.city);
    out_.element("cbc:PostalZone", party.postcode);
    out_.open("cac:Country");
    out_.element("cbc:IdentificationCode", party.country);
    out_.close();
    out_.close();
    out_.open("cac:PartyTaxScheme");
    out_.element("cbc:CompanyID", party.vat_id);
    vat_scheme();
    out_.close();
    out_.open("cac:PartyLegalEntity");
    out_.element("cbc:RegistrationName", party.name);
    out_.close();
    out_.close();
    out_.close();
  }

  void vat_scheme() {
    out_.open("cac:TaxScheme");
    out_.element("cbc:ID", "VAT");
    out_.close();
  }

  void payment() {
    if (invoice_.iban.empty()) return;
    out_.open("cac:PaymentMeans");
    out_.element("cbc:PaymentMeansCode", kTransfer);
    out_.element("cbc:PaymentID", invoice_.number);
    out_.open("cac:PayeeFinancialAccount");
    out_.element("cbc:ID", invoice_.iban);
    out_.close();
    out_.close();
  }

  void category(std::string_view name, bool reason) {
    out_.open(name);
    out_.element("cbc:ID", vat_category(invoice_));
    out_.element("cbc:Percent", percent_text(percent_of(invoice_)));
    if (reason && vat_category(invoice_) == "AE") {
      out_.element("cbc:TaxExemptionReasonCode", "VATEX-EU-AE");
      out_.element("cbc:TaxExemptionReason", "Reverse charge");
    } else if (reason && vat_category(invoice_) == "E") {
      out_.element("cbc:TaxExemptionReason", invoice_.exemption);
    }
    vat_scheme();
    out_.close();
  }

  void tax_total() {
    out_.open("cac:TaxTotal");
    money("cbc:TaxAmount", sums_.vat);
    out_.open("cac:TaxSubtotal");
    money("cbc:TaxableAmount", sums_.taxable);
    money("cbc:TaxAmount", sums_.vat);
    category("cac:TaxCategory", true);
    out_.close();
    out_.close();
  }

  void monetary_total() {
    out_.open("cac:LegalMonetaryTotal");
    money("cbc:LineExtensionAmount", sums_.taxable);
    money("cbc:TaxExclusiveAmount", sums_.taxable);
    money("cbc:TaxInclusiveAmount", checked_add(sums_.taxable, sums_.vat));
    if (sums_.rounding != 0) money("cbc:PayableRoundingAmount", sums_.rounding);
    money("cbc:PayableAmount", sums_.payable);
    out_.close();
  }

  // A price is never negative: what is taken back has the quantity -1.
  void line(std::size_t place) {
    const InvoiceLine& line = invoice_.lines[place];
    const std::int64_t net = sums_.net[place];
    out_.open("cac:InvoiceLine");
    out_.element("cbc:ID", std::to_string(place + 1));
    out_.element("cbc:InvoicedQuantity", net < 0 ? "-1" : "1", {{"unitCode", kPiece}});
    money("cbc:LineExtensionAmount", net);
    out_.open("cac:Item");
    if (!line.description.empty()) out_.element("cbc:Description", line.description);
    out_.element("cbc:Name", line.name);
    category("cac:ClassifiedTaxCategory", false);
    out_.close();
    out_.open("cac:Price");
    money("cbc:PriceAmount", net < 0 ? -net : net);
    out_.close();
    out_.close();
  }

  const Invoice& invoice_;
  const InvoiceSums sums_;
  Markup out_;
};

std::string_view name_of(std::string_view kind) {
  if (kind == "reserve") return "reserve held back";
  if (kind == "release") return "reserve released";
  if (kind == "reverse") return "commission reversed";
  if (kind == "restore") return "commission restored";
  if (kind == "adjust") return "commission adjusted";
  if (kind == "settle") return "paid before";
  return kind == "earn" ? "commission" : kind;
}

InvoiceLine line_of(const Json& row, Tax tax) {
  InvoiceLine out;
  out.name = name_of(row.str("kind"));
  out.amount_minor = row.num("amount");
  out.tax = tax;
  for (const char* key : {"item", "stage", "premium", "rule", "cause"}) {
    if (row.has(key)) out.name += " " + row.str(key);
  }
  out.description = row.str("date");
  if (row.has("order")) out.description += ", order " + row.str("order");
  if (row.has("closed")) out.description += " of " + row.str("closed");
  return out;
}

void add_balances(const Json& statement, Tax tax, std::vector<InvoiceLine>& lines) {
  const auto add = [&](const char* name, std::int64_t amount) {
    if (amount != 0) lines.push_back({name, "", amount, tax});
  };
  add("carried from the statement before", statement.num("opening"));
  add("carried to the next statement", -statement.num("carried"));
  add("waits for the acceptance of the plan", -statement.num("waiting"));
  add("on hold", -statement.num_or("on_hold", 0));
}

}  // namespace

std::string_view vat_category(const Invoice& invoice) {
  if (invoice.supplier.country != invoice.customer.country) return "AE";
  return invoice.vat_percent.zero() ? "E" : "S";
}

InvoiceSums sums_of(const Invoice& invoice) {
  InvoiceSums out;
  const Rational percent = percent_of(invoice);
  std::int64_t net_lines = 0;
  std::int64_t gross_lines = 0;
  for (const InvoiceLine& line : invoice.lines) {
    out.net.push_back(net_of(line, percent));
    out.taxable = checked_add(out.taxable, out.net.back());
    std::int64_t& sum = line.tax == Tax::kNet ? net_lines : gross_lines;
    sum = checked_add(sum, line.amount_minor);
  }
  const auto vat_on = [&](std::int64_t amount) {
    return (Rational(amount) * percent / Rational(100)).round_half_away();
  };
  out.vat = vat_on(out.taxable);
  const std::int64_t total = checked_add(out.taxable, out.vat);
  // Amounts with VAT are paid to the cent, however their lines were rounded.
  out.payable = gross_lines == 0
                    ? total
                    : checked_add(gross_lines, checked_add(net_lines, vat_on(net_lines)));
  out.rounding = out.payable - total;
  return out;
}

std::vector<InvoiceLine> lines_of(const Json& statement, const TaxOf& tax) {
  std::vector<InvoiceLine> out;
  Tax last = Tax::kNet;
  for (const Json& row : statement.list("rows")) {
    last = tax(row.str_or("order"), row.str_or("item"));
    out.push_back(line_of(row, last));
  }
  add_balances(statement, last, out);
  return out;
}

std::string invoice_xml(const Invoice& invoice) { return Writer(invoice).write(); }

}  // namespace kontor::statement
