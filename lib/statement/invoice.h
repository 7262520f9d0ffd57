// SPDX-License-Identifier: Apache-2.0
// The self-billed invoice (EN 16931, type 389; in German a Gutschrift) of what a statement pays to
// a business, as UBL 2.1. It bills what is settled: each row of the statement is a line, what is
// held back is a line against it, so that the lines sum to the payment without VAT.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.h"
#include "lib/base/money.h"
#include "lib/base/time.h"

namespace kontor::statement {

struct Party {
  std::string name;
  std::string street;
  std::string postcode;
  std::string city;
  std::string country;  // two letters
  std::string vat_id;
};

enum class Tax { kNet, kGross };  // what a plan's amounts are: without VAT, or with it

struct InvoiceLine {
  std::string name;
  std::string description;
  std::int64_t amount_minor = 0;  // as the statement has it
  Tax tax = Tax::kNet;
};

struct Invoice {
  std::string number;
  Date issued;
  Date due;
  Date from;
  Date until;
  std::string currency;
  Party supplier;  // the business that earned
  Party customer;  // the principal, who writes the invoice
  std::string iban;
  Rational vat_percent;
  std::string exemption;  // why there is no VAT, with 0 %
  std::vector<InvoiceLine> lines;
};

// S standard, E exempt, AE reverse charge: partner and principal in different countries.
std::string_view vat_category(const Invoice& invoice);

// Money of the invoice, minor units. What rounding took from amounts with VAT is `rounding`.
struct InvoiceSums {
  std::vector<std::int64_t> net;  // of each line
  std::int64_t taxable = 0;
  std::int64_t vat = 0;
  std::int64_t rounding = 0;
  std::int64_t payable = 0;
};
InvoiceSums sums_of(const Invoice& invoice);

// Lines of a statement: its rows, what it carries over, what waits; they sum to what is settled.
// `tax` says of an order and item what its plan's amounts are; item "": of the order as a whole.
using TaxOf = std::function<Tax(const std::string& order, const std::string& item)>;
std::vector<InvoiceLine> lines_of(const Json& statement, const TaxOf& tax);

std::string invoice_xml(const Invoice& invoice);

}  // namespace kontor::statement
