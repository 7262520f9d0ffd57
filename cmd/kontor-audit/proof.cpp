// SPDX-License-Identifier: Apache-2.0
// A proof made from a clone, and one checked with nothing beside it.
#include "lib/audit/proof.h"

#include <filesystem>

#include "cmd/kontor-audit/table.h"
#include "lib/audit/basis.h"
#include "lib/audit/explain.h"
#include "lib/audit/tree_state.h"
#include "lib/base/bounded.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/money.h"
#include "lib/base/text.h"

namespace kontor::auditor {
namespace {

constexpr Field kSigned[] = {
    {.name = "replica", .type = Type::kWord, .need = Need::kRequired, .doc = "whose key signed"},
    {.name = "set", .type = Type::kWord, .need = Need::kRequired, .doc = "commit that is signed"},
};
constexpr auto kProvenFields = join_fields(kOperationFields, kSigned);
constexpr Form kOperation{"audit.proven", kProvenFields};

constexpr std::int64_t kLeast = -9007199254740991;
constexpr Field kPayeeFields[] = {
    {.name = "payee", .type = Type::kWord, .need = Need::kRequired, .doc = "partner or seller"},
    {.name = "role", .type = Type::kEnum, .need = Need::kRequired, .of = "business|seller"},
    {.name = "share",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "by the calculation, minor units",
     .min = kLeast},
    {.name = "earned",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "posted as earned",
     .min = kLeast},
    {.name = "adjusted", .type = Type::kInt, .doc = "posted later, of a claim", .min = kLeast},
    {.name = "outstanding",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "earned and adjusted, less reversed",
     .min = kLeast},
};
constexpr Form kPayee{"audit.payee", kPayeeFields};

constexpr Field kAdjustedFields[] = {
    {.name = "payee", .type = Type::kWord, .need = Need::kRequired, .doc = "partner or seller"},
    {.name = "role", .type = Type::kEnum, .need = Need::kRequired, .of = "business|seller"},
    {.name = "stage", .type = Type::kWord, .doc = "of the plan"},
    {.name = "amount",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "minor units",
     .min = kLeast},
    {.name = "date", .type = Type::kDate, .need = Need::kRequired, .doc = "posted as of"},
    {.name = "op", .type = Type::kOperation, .doc = "that says so"},
    {.name = "kind",
     .type = Type::kWord,
     .doc = "of the operation, where the proof carries it: dispute.answer, claim.split"},
};
constexpr Form kAdjusted{"audit.adjustment", kAdjustedFields};

constexpr Field kLineFields[] = {
    {.name = "line",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "tier|cap|floor|draw|recover"},
    {.name = "rule", .type = Type::kSlug, .need = Need::kRequired, .doc = "of the plan"},
    {.name = "seller", .type = Type::kWord, .doc = "whose gain the business pays"},
    {.name = "from", .type = Type::kDate, .need = Need::kRequired, .doc = "first day"},
    {.name = "to", .type = Type::kDate, .need = Need::kRequired, .doc = "last day"},
    {.name = "version", .type = Type::kInt, .doc = "of the plan"},
    {.name = "attainment", .type = Type::kInt, .doc = "measured", .min = kLeast},
    {.name = "band", .type = Type::kInt, .doc = "of a tier: reached, the first is 1"},
    {.name = "reckoned",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "from the facts of the sales, minor units",
     .min = kLeast},
    {.name = "posted", .type = Type::kInt, .need = Need::kRequired, .doc = "stands", .min = kLeast},
};
constexpr Form kLine{"audit.line", kLineFields};

constexpr Field kFields[] = {
    {.name = "verified", .type = Type::kFlag, .need = Need::kRequired, .doc = "always true"},
    {.name = "claim", .type = Type::kText, .doc = "its id"},
    {.name = "book", .type = Type::kText, .doc = "in the place of a claim: its id"},
    {.name = "part",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "whole|own",
     .doc = "own: one payee's, the others under pseudonyms"},
    {.name = "ledger", .type = Type::kWord, .need = Need::kRequired, .doc = "its id"},
    {.name = "name", .type = Type::kText, .need = Need::kRequired, .doc = "for people"},
    {.name = "clock", .type = Type::kEnum, .need = Need::kRequired, .of = "real|manual"},
    {.name = "scope", .type = Type::kSlug, .need = Need::kRequired, .doc = "whose ledger"},
    {.name = "entry", .type = Type::kInt, .need = Need::kRequired, .doc = "index"},
    {.name = "oid", .type = Type::kWord, .need = Need::kRequired, .doc = "commit of the entry"},
    {.name = "time", .type = Type::kInstant, .need = Need::kRequired, .doc = "of the entry"},
    {.name = "term", .type = Type::kInt, .need = Need::kRequired, .doc = "of the sequencer"},
    {.name = "record",
     .type = Type::kAny,
     .need = Need::kRequired,
     .doc = "claim or book; of a scope its earning or card"},
    {.name = "lines",
     .type = Type::kObject,
     .many = Many::kList,
     .form = &kLine,
     .doc = "of a book: what each rule gave or took in each period"},
    {.name = "payees",
     .type = Type::kObject,
     .need = Need::kRequired,
     .many = Many::kList,
     .form = &kPayee,
     .doc = "what it pays"},
    {.name = "adjustments",
     .type = Type::kObject,
     .many = Many::kList,
     .form = &kAdjusted,
     .doc = "of a claim: what answers to disputes and amendments added or took"},
    {.name = "operations",
     .type = Type::kObject,
     .need = Need::kRequired,
     .many = Many::kList,
     .form = &kOperation,
     .doc = "whose signed sets the proof carries"},
    {.name = "timers",
     .type = Type::kText,
     .need = Need::kRequired,
     .many = Many::kList,
     .doc = "deadlines that the ledger itself fired"},
    {.name = "elsewhere",
     .type = Type::kText,
     .need = Need::kRequired,
     .many = Many::kList,
     .doc = "operations of other scopes, on HQ's signature"},
    {.name = "recomputed",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "everything|division|nothing",
     .doc =
         "division: from the pool and the recorded weights on; nothing: a scope's book, of which "
         "it is not told enough"},
    {.name = "proven",
     .type = Type::kText,
     .need = Need::kRequired,
     .many = Many::kList,
     .doc = "what follows from the file and the root key alone"},
    {.name = "on_hq_signature",
     .type = Type::kText,
     .need = Need::kRequired,
     .many = Many::kList,
     .doc = "what rests on HQ's word"},
};

std::string money_of(const Json& report, std::int64_t amount) {
  const std::string currency = report.at("record").str_or("currency");
  return currency.empty() ? std::to_string(amount)
                          : format_amount(amount, currency) + " " + currency;
}

std::string part_text(const Json& report) {
  return report.str("part") == "own" ? ", own part of " + printable(report.str("scope")) : "";
}

std::string claim_text(const Json& report) {
  const Json& record = report.at("record");
  std::string out = "claim     " + printable(report.str("claim")) + ", " +
                    printable(record.str("state")) + part_text(report) + "\n";
  if (record.has("zero")) out += "zero      " + printable(record.str("zero")) + "\n";
  return out;
}

std::string book_text(const Json& report) {
  std::string out = "book      " + printable(report.str("book")) + part_text(report) + "\n";
  for (const Json& row : report.list("lines")) {
    out += "line      " + row.str("line") + " " + printable(row.str("rule")) + " of " +
           row.str("from") + " to " + row.str("to");
    if (row.has("seller")) out += " for " + printable(row.str("seller"));
    out += ": reckoned " + money_of(report, row.num("reckoned")) + ", posted " +
           money_of(report, row.num("posted")) + "\n";
  }
  return out;
}

std::string adjusted_text(const Json& report) {
  std::string out;
  for (const Json& row : report.list("adjustments")) {
    out += "adjusted  " + printable(row.str("payee")) + " (" + row.str("role") + ")";
    if (row.has("stage")) out += " in " + printable(row.str("stage"));
    out += " by " + money_of(report, row.num("amount")) + " on " + row.str("date");
    if (row.has("op")) out += "  " + printable(row.str("op"));
    if (row.has("kind")) out += "  " + printable(row.str("kind"));
    out += "\n";
  }
  return out;
}

std::string report_text(const Json& report) {
  const auto money = [&](std::int64_t amount) { return money_of(report, amount); };
  std::string out =
      "ledger    " + report.str("ledger") + " (" + printable(report.str("name")) + ")\n";
  if (report.str("clock") == "manual") out += "clock     manual: times are stated, not measured\n";
  out += report.has("book") ? book_text(report) : claim_text(report);
  out += "entry     " + std::to_string(report.num("entry")) + " (" + report.str("oid") + ") of " +
         report.str("time") + "\n";
  for (const Json& row : report.list("payees")) {
    out += "payee     " + printable(row.str("payee")) + " (" + row.str("role") + "): share " +
           money(row.num("share")) + ", earned " + money(row.num("earned"));
    if (const std::int64_t adjusted = row.num_or("adjusted", 0); adjusted != 0)
      out += ", adjusted " + money(adjusted);
    out += ", outstanding " + money(row.num("outstanding")) + "\n";
  }
  if (report.has("adjustments")) out += adjusted_text(report);
  for (const Json& row : report.list("operations")) {
    out += "signed    " + printable(row.str("op")) + "  " + printable(row.str("kind")) + "  by " +
           printable(row.str("actor")) + "  set " + row.str("set") + "\n";
  }
  for (const Json& line : report.list("proven")) out += "proven    " + line.string() + "\n";
  for (const Json& line : report.list("on_hq_signature"))
    out += "on trust  " + line.string() + "\n";
  return out + "verdict   verified\n";
}

}  // namespace

const Form proof_form{"audit.proof", kFields};

bool is_proof(const std::string& path) {
  std::error_code failed;
  // A pipe is one too: "<(zcat proof.gz)", /dev/stdin.
  const std::filesystem::file_status status = std::filesystem::status(path, failed);
  return std::filesystem::exists(status) && !std::filesystem::is_directory(status);
}

int verify_proof(Call& call, const std::string& path) {
  if (call.args.has("expect")) {
    throw Error(Fault::kUsage, "bad_usage",
                "verify: --expect is for clones, and " + printable(path) + " is a proof",
                "the report of a proof names its entry: oid");
  }
  const std::string trust = read_trust(call.args.text("root"));
  const std::string bytes = read_upto(path, kMaxProofBytes);
  if (bytes.size() > kMaxProofBytes)
    throw Error(Fault::kData, "not_a_proof", printable(path) + " is too large for a proof");
  const Json report = check_proof(parse_proof(bytes), trust);
  call.answer_as("audit.proof", report, report_text(report));
  return 0;
}

int prove(Call& call) {
  const std::vector<Clone> clones = open_clones(call, {call.args.text("repository")});
  const Clone& clone = clones.front();
  const TreeState state(clone.repository, clone.head().tree);
  const std::string id = claim_in(clone, call.args.text("claim"));
  const Proof proof = make_proof(state, clone, nodes_of(clone.repository, clone.head().tree), id);
  check_made_proof(proof, clone.roster.genesis.ledger(),
                   "kontor-audit verify says whether the clone is sound; keep it as evidence");
  const std::string text = encode_proof(proof);
  if (call.args.has("output")) {
    NewFile file(call.args.text("output"));
    file.write(text);
    file.commit();
  } else {
    call.env.put(text);
  }
  return 0;
}

}  // namespace kontor::auditor
