// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/dispute/verbs.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "cmd/kontor/call.h"
#include "cmd/kontor/lists.h"
#include "cmd/kontor/nouns.h"
#include "cmd/kontor/payload.h"
#include "cmd/kontor/records.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/change/typed.h"
#include "lib/dispute/record.h"
#include "lib/ledger/reasons.h"

namespace kontor::cli {
namespace {

constexpr Field kClaimPositional[] = {
    {.name = "claim",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "ORDER.ITEM, by any unique prefix; whole where it is not held here"}};
constexpr Field kAdjust[] = {{.name = "adjust",
                              .type = Type::kText,
                              .many = Many::kList,
                              .doc = "PAYEE:STAGE=AMOUNT, added to what stands; of upheld alone"}};

// HQ knows every claim; here those of the own earnings are looked at before anything is sent.
void refuse_unknown_stage(Workspace& site, const Json& payload) {
  const std::string stage = payload.str_or("stage");
  const StoreState state = site.live();
  for (const char* kind : {"claim", "earning"}) {
    const Record claim = state.get(kind, payload.str_or("claim"));
    if (!claim || stage.empty()) continue;
    const std::vector<std::string> known = dispute::stages_of(state, *claim);
    if (std::find(known.begin(), known.end(), stage) != known.end()) continue;
    throw refusal("dispute.add", claim->str("id"),
                  reject("stage_unknown", dispute::unknown_stage(stage, known)));
  }
}

void complete_add(Call& call, Json& payload) {
  Workspace& site = call.workspace();
  const std::string typed = payload.str_or("claim");
  if (typed.find('.') == std::string::npos || typed.find('.') < 16) {
    payload.set("claim", site.resolve("claim|earning", typed));
  }
  const std::string payee = payload.str_or("payee");
  if (!payee.empty() && !site.live().has("partner", payee)) {
    payload.set("payee", site.resolve_seller(payee));
  }
  refuse_unknown_stage(site, payload);
}

// "nord:consultation=1.50", in the claim's currency.
Json adjustment_of(Call& call, const Json& claim, const std::string& typed) {
  const std::size_t equals = typed.rfind('=');
  const std::size_t colon = typed.find(':');
  if (equals == std::string::npos || colon == std::string::npos || colon > equals) {
    throw Error(Fault::kUsage, "bad_value",
                "--adjust \"" + printable(typed) + "\" is not PAYEE:STAGE=AMOUNT");
  }
  Workspace& site = call.workspace();
  std::string payee = typed.substr(0, colon);
  const bool business = site.live().has("partner", payee);
  if (!business) payee = site.resolve_seller(payee);
  const Field money{.name = "adjust", .type = Type::kMoney};
  const std::string amount = typed.substr(equals + 1) + " " + claim.str("currency");
  const std::optional<Json> value = typed_value(money, amount);
  if (!value) {
    throw Error(Fault::kUsage, "bad_value", "\"" + printable(amount) + "\" is not an amount");
  }
  return Json::object({{"payee", payee},
                       {"role", business ? "business" : "seller"},
                       {"stage", typed.substr(colon + 1, equals - colon - 1)},
                       {"amount", value->num("amount")}});
}

// Nothing, or a second word on the same, is a slip that HQ's record would keep for ever.
void refuse_slips(const Json& payload) {
  std::set<std::tuple<std::string, std::string, std::string>> seen;
  for (const Json& row : payload.list("adjustments")) {
    if (!row.is_object()) return;  // the form says what is wrong with it
    const std::string payee = row.str_or("payee");
    const std::string stage = row.str_or("stage");
    const std::string name = printable(payee + ":" + stage);
    if (row.num_or("amount", 1) == 0) {
      throw Error(Fault::kUsage, "bad_value", "the adjustment of " + name + " is 0",
                  "leave it out: what is not adjusted stands as it is");
    }
    if (seen.emplace(payee, row.str_or("role"), stage).second) continue;
    throw Error(Fault::kUsage, "bad_value", name + " is adjusted twice",
                "one --adjust for each payee and stage, with the sum of both");
  }
}

void complete_answer(Call& call, Json& payload) {
  const std::vector<std::string>& typed = call.args.all("adjust");
  if (typed.empty()) return refuse_slips(payload);
  Workspace& site = call.workspace();
  const Record dispute = site.live().get("dispute", target_of(call, "dispute"));
  const Record claim = site.live().get("claim", dispute->str("claim"));
  if (!claim) throw Error(Fault::kPermission, "role", "only HQ adjusts claims");
  Json rows = Json::array();
  for (const std::string& word : typed) rows.push(adjustment_of(call, *claim, word));
  payload.set("adjustments", std::move(rows));
  refuse_slips(payload);
}

constexpr VerbRow kVerbs[] = {
    {.verb = "add",
     .summary = "doubt a share of a claim; HQ answers",
     .operation = "dispute.add",
     .positionals = kClaimPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "dispute",
     .run = write_record,
     .prepare = complete_add,
     .example = "kontor dispute add k7qx2m4p9zw4c1vd.phone --stage consultation --reason missing "
                "--text 'the video call of 20 August is not in it'"},
    {.verb = "answer",
     .summary = "at HQ: uphold or dismiss a dispute; adjustments are new facts",
     .operation = "dispute.answer",
     .positionals = kIdPositional,
     .options = kAdjust,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "dispute",
     .run = write_record,
     .prepare = complete_answer,
     .example = "kontor dispute answer 3fk --decision upheld --adjust nord:consultation=1.50 "
                "--answer 'it was recorded late'"},
    {.verb = "close",
     .summary = "end a dispute: content with the answer, or taken back before it",
     .operation = "dispute.close",
     .positionals = kIdPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "dispute",
     .run = write_record,
     .example = "kontor dispute close 3fk --remark 'settled by phone'"},
    {.verb = "list",
     .summary = "list disputes; pending: raised here, and HQ has not heard of it yet",
     .shares = kListShares,
     .shape = Shape::kItems,
     .kinds = "dispute",
     .view = "disputes",
     .columns = "id,state,claim,stage,payee,reason,raised,decision,decided",
     .run = list_disputes,
     .example = "kontor dispute list --where state=open"},
    {.verb = "show",
     .summary = "show a dispute and its answer",
     .positionals = kIdPositional,
     .shares = kShowShares,
     .shape = Shape::kItem,
     .kinds = "dispute",
     .run = show_dispute},
};

}  // namespace

std::span<const VerbRow> dispute_verbs() { return kVerbs; }

}  // namespace kontor::cli
