// SPDX-License-Identifier: Apache-2.0
#include "lib/seller/record.h"

namespace kontor::seller {
namespace {

constexpr Field kPartner{.name = "partner",
                         .type = Type::kRef,
                         .need = Need::kRequired,
                         .of = "partner",
                         .doc = "business that the seller works for"};
constexpr Field kOutlet{.name = "outlet",
                        .type = Type::kRef,
                        .need = Need::kRequired,
                        .of = "outlet",
                        .doc = "outlet where the seller works"};
constexpr Field kName{.name = "name", .type = Type::kPrivate, .doc = "the seller's name"};
constexpr Field kLogin{
    .name = "login", .type = Type::kPrivate, .doc = "short name that --as resolves at this site"};
constexpr Field kIban{.name = "iban", .type = Type::kPrivate, .doc = "account that is paid to"};
constexpr std::string_view kStateDoc = "active, or left the business";

constexpr Field kApplyFields[] = {
    kPartner, kOutlet, {.name = "state", .type = Type::kEnum, .of = kStates, .doc = kStateDoc},
    kName,    kLogin,  kIban};
constexpr Field kRecordFields[] = {kPartner,
                                   kOutlet,
                                   {.name = "state",
                                    .type = Type::kEnum,
                                    .need = Need::kRequired,
                                    .of = kStates,
                                    .doc = kStateDoc},
                                   kName,
                                   kLogin,
                                   kIban};

}  // namespace

constinit const Form apply_form{"seller.apply", kApplyFields};
constinit const Form record_form{"seller", kRecordFields};

bool is_active(const Json& record) { return record.str_or("state", "active") == "active"; }

}  // namespace kontor::seller
