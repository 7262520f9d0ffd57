// SPDX-License-Identifier: Apache-2.0
#include "lib/policy/record.h"

namespace kontor::policy {
namespace {

constexpr Field kFieldFields[] = {
    {.name = "name",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "name that order set takes, such as delivery.street"},
    {.name = "step",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "step of the sale in which it is asked for"},
    {.name = "public",
     .type = Type::kFlag,
     .doc = "stands in the history in the clear; never for personal data"},
    {.name = "required", .type = Type::kFlag, .doc = "no submit without a value"},
    {.name = "check", .type = Type::kWord, .doc = "id of the check that its value must pass"},
    {.name = "doc", .type = Type::kWord, .doc = "what to ask the customer for"},
};
constinit const Form field_form{"policy.field", kFieldFields};

constexpr Field kCheckFields[] = {
    {.name = "id", .type = Type::kWord, .need = Need::kRequired, .doc = "name of the check"},
    {.name = "field",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "field whose value it reads"},
    {.name = "rule",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = kCheckRules,
     .doc = "what is tested: iban ISO 13616, postcode of Germany, age in full years"},
    {.name = "on_fail",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "block|warn",
     .doc = "block refuses the submit, warn is shown and kept"},
    {.name = "min",
     .type = Type::kInt,
     .doc = "least age in years (18 unless told) or least length of a text",
     .max = 200},
};
constinit const Form check_form{"policy.check", kCheckFields};

constexpr Field kEvidenceFields[] = {
    {.name = "id", .type = Type::kWord, .doc = "name of the row, for refusals"},
    {.name = "channel",
     .type = Type::kEnum,
     .of = kChannels,
     .doc = "channel of the close; absent: every one"},
    {.name = "contract_type",
     .type = Type::kEnum,
     .of = kContractTypes,
     .doc = "only contracts of this type (§§312b, 312c BGB)"},
    {.name = "customer",
     .type = Type::kEnum,
     .of = kCustomerTypes,
     .doc = "consumer or business (§§13, 14 BGB); absent: both"},
    {.name = "stage",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = kStages,
     .doc = "before_close gates the submit, after_close becomes a task"},
    {.name = "code",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = kEvidenceCodes,
     .doc = "code of the evidence, such as SUM for the contract summary"},
    {.name = "strength",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = kStrengths,
     .doc = "hard refuses without it, warn only says so"},
    {.name = "within",
     .type = Type::kPeriod,
     .doc = "time after the close in which it is due, such as P3D"},
    {.name = "valid_from",
     .type = Type::kDate,
     .need = Need::kRequired,
     .doc = "first day on which the row holds"},
    {.name = "valid_to", .type = Type::kDate, .doc = "last day on which it holds"},
    {.name = "source",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "legal source, such as §54(3) TKG"},
};
constinit const Form evidence_form{"policy.evidence", kEvidenceFields};

constexpr Field kWithdrawalFields[] = {
    {.name = "contract_type",
     .type = Type::kEnum,
     .of = kContractTypes,
     .doc = "contracts that the period is for; absent: every one"},
    {.name = "from",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "contract|delivery",
     .doc = "what starts the period: the contract, or receipt of the last item"},
    {.name = "days",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "length in days; it ends at 24:00 UTC of the last",
     .max = 3660},
    {.name = "source",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "legal source, such as §355(2) BGB"},
    {.name = "valid_from",
     .type = Type::kDate,
     .need = Need::kRequired,
     .doc = "first day of contracts that it holds for; a later row takes its place"},
};
constinit const Form withdrawal_form{"policy.withdrawal", kWithdrawalFields};

constexpr Field kApplyFields[] = {
    {.name = "version",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "number of this version, one above the last",
     .min = 1},
    {.name = "sector",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "sector that the rules are for, such as telecom"},
    {.name = "steps",
     .type = Type::kWord,
     .need = Need::kRequired,
     .many = Many::kList,
     .doc = "steps of a sale in order (TMF701 process flow)"},
    {.name = "fields",
     .type = Type::kObject,
     .many = Many::kList,
     .form = &field_form,
     .doc = "fields that the steps ask for"},
    {.name = "checks",
     .type = Type::kObject,
     .many = Many::kList,
     .form = &check_form,
     .doc = "tests on values where the plaintext is"},
    {.name = "evidence",
     .type = Type::kObject,
     .many = Many::kList,
     .form = &evidence_form,
     .doc = "legal evidence by channel and stage, dated rows"},
    {.name = "withdrawal",
     .type = Type::kObject,
     .many = Many::kList,
     .form = &withdrawal_form,
     .doc = "periods in which a consumer may withdraw, dated rows"},
};

constexpr Field kRecordFields[] = {
    {.name = "version",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "number of the newest version",
     .min = 1},
    {.name = "versions",
     .type = Type::kObject,
     .need = Need::kRequired,
     .many = Many::kList,
     .form = &apply_form,
     .doc = "bodies of all versions, newest last"},
};

}  // namespace

constinit const Form apply_form{"policy.apply", kApplyFields};
constinit const Form record_form{"policy", kRecordFields};

}  // namespace kontor::policy
