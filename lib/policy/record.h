// SPDX-License-Identifier: Apache-2.0
// policy/{slug} = {version, versions: list of bodies, newest last}. A body is what the file says:
// the steps of a sale, the fields that are asked for, the checks on them, the legal evidence, the
// withdrawal periods. Rows carry the dates between which they hold, so a change in the law is a
// dated row and a new version, never a release. Bodies never change: decisions name the version
// they were taken under.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/time.h"
#include "lib/change/noun.h"

namespace kontor::policy {

// Codes of legal evidence; a policy's rows say where each is due, and by which law.
inline constexpr std::string_view kEvidenceCodes =
    "CON|PRE|WDN|BTN|DUR|SUM|APR|TXT|EAR|ADV|WAI|INI|IPD|LIC|IDC|CRD|MND|AUT|AGE|WBT|REC";
// Channels of outlets, and the assisted terminal: an online close on a device of the shop.
inline constexpr std::string_view kChannels = "shop|terminal|phone|online|field|popup|video";
inline constexpr std::string_view kContractTypes = "distance|on_premises|off_premises";
inline constexpr std::string_view kCustomerTypes = "consumer|business";
inline constexpr std::string_view kStages = "before_close|after_close";
inline constexpr std::string_view kStrengths = "hard|warn";
inline constexpr std::string_view kCheckRules = "iban|age|postcode|text|date|phone|email";

extern const Form apply_form;  // policy.apply: a body
extern const Form record_form;

// Body of that version, or of the newest; nullptr: no such version.
const Json* body_of(const Json& record, std::int64_t version);
const Json* newest(const Json& record);

// Everything below reads a body.
std::vector<std::string> steps(const Json& body);
const Json* field_row(const Json& body, std::string_view name);
bool is_public_field(const Json& body, std::string_view name);
// Names of the fields that must have a value, of one step or of all (empty).
std::vector<std::string> required_fields(const Json& body, std::string_view step = {});
const Json* check_row(const Json& body, std::string_view id);

struct Evidence {
  std::string code;      // "SUM"
  std::string strength;  // "hard", "warn"
  std::string source;    // "§54(3) TKG"
  std::string within;    // period after the close ("P3D"), or empty
};
// What the rows in force on `date` ask for and `have` lacks, by code; of two rows with one code the
// harder counts. An empty contract type means that it is not known: every row may then apply.
std::vector<Evidence> missing_evidence(const Json& body, std::string_view channel,
                                       std::string_view contract_type, std::string_view customer,
                                       std::string_view stage, Date date,
                                       const std::set<std::string>& have);

// Last day of a consumer's withdrawal: the latest end of all rows that apply (a bundle's parts end
// together). Rows that run from the delivery count once the last item is delivered; ask again then.
// Nothing: no right of withdrawal. An empty contract type grants it: in doubt it was distance.
std::optional<Date> withdrawal_until(const Json& body, std::string_view contract_type,
                                     Date contract, std::optional<Date> delivery);

}  // namespace kontor::policy
