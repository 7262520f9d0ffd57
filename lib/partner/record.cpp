// SPDX-License-Identifier: Apache-2.0
#include "lib/partner/record.h"

namespace kontor::partner {
namespace {

constexpr Field kFrameworkFields[] = {
    {.name = "reference",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "number of the framework agreement, as both sides file it"},
    {.name = "from",
     .type = Type::kDate,
     .need = Need::kRequired,
     .doc = "first day of the agreement"},
};
constinit const Form framework_form{"partner.framework", kFrameworkFields};

constexpr Field kName{
    .name = "name", .type = Type::kWord, .doc = "public name of the business, as on its sign"};
constexpr Field kType{.name = "type",
                      .type = Type::kEnum,
                      .need = Need::kRequired,
                      .of = kTypes,
                      .doc = "own outlet chain or kind of partner"};
constexpr Field kTier{.name = "tier",
                      .type = Type::kWord,
                      .need = Need::kRequired,
                      .doc = "partner level that offers are admitted by, such as gold"};
constexpr Field kFramework{.name = "framework",
                           .type = Type::kObject,
                           .form = &framework_form,
                           .doc = "framework agreement under which plans count as accepted"};
constexpr Field kSegments{.name = "segments",
                          .type = Type::kWord,
                          .many = Many::kList,
                          .doc = "customer segments that the partner serves"};
constexpr Field kInvoiceFields[] = {
    {.name = "legal_name", .type = Type::kPrivate, .doc = "legal name, for invoices"},
    {.name = "street", .type = Type::kPrivate, .doc = "street and number, for invoices"},
    {.name = "postcode", .type = Type::kPrivate, .doc = "postcode, for invoices"},
    {.name = "city", .type = Type::kPrivate, .doc = "town, for invoices"},
    {.name = "country", .type = Type::kWord, .doc = "two letters of ISO 3166, for invoices"},
    {.name = "vat_id", .type = Type::kPrivate, .doc = "VAT identification number, for invoices"},
    {.name = "iban", .type = Type::kPrivate, .doc = "account that is paid to"},
};
constexpr std::string_view kStateDoc =
    "engaged: sells; suspended or ended: receives no offers (TMF668)";

constexpr Field kApplyFields[] = {
    kName,      kType,
    kTier,      {.name = "state", .type = Type::kEnum, .of = kStates, .doc = kStateDoc},
    kFramework, kSegments};
constexpr auto kApply = join_fields(kApplyFields, kInvoiceFields);
constexpr Field kRecordFields[] = {kName,
                                   kType,
                                   kTier,
                                   {.name = "state",
                                    .type = Type::kEnum,
                                    .need = Need::kRequired,
                                    .of = kStates,
                                    .doc = kStateDoc},
                                   kFramework,
                                   kSegments};
constexpr auto kRecord = join_fields(kRecordFields, kInvoiceFields);

}  // namespace

constinit const Form apply_form{"partner.apply", kApply};
constinit const Form record_form{"partner", kRecord};

bool is_engaged(const Json& record) { return record.str_or("state", "engaged") == "engaged"; }

}  // namespace kontor::partner
