// SPDX-License-Identifier: Apache-2.0
#include "cmd/console/explanation.h"
#include "cmd/kontor/call.h"
#include "cmd/kontor/claim/verbs.h"
#include "cmd/kontor/payload.h"
#include "lib/audit/basis.h"
#include "lib/base/error.h"
#include "lib/claim/reckon.h"
#include "lib/workspace/seal.h"

namespace kontor::cli {
namespace {

constexpr Field kPlaceFields[] = {
    {.name = "claim", .type = Type::kText, .doc = "its id"},
    {.name = "book", .type = Type::kText, .doc = "in the place of a claim: its id"},
    {.name = "entry", .type = Type::kText, .need = Need::kRequired, .doc = "that it is read at"},
    {.name = "repository",
     .type = Type::kText,
     .need = Need::kRequired,
     .doc = "that holds the change sets: git -C REPOSITORY show SET:ops.jsonl"},
};

}  // namespace

const Form* explain_form() {
  static const std::vector<Field> fields = [] {
    const std::span<const Field> node = explanation_form().fields;
    std::vector<Field> out(node.begin(), node.end());
    out.insert(out.end(), std::begin(kPlaceFields), std::end(kPlaceFields));
    for (const Field& field : basis_fields(signed_operation_form)) out.push_back(field);
    return out;
  }();
  static const Form form{"claim.explain", fields};
  return &form;
}

Clone history_here(Workspace& site) {
  const Head head = site.head(site.scope());
  if (head.index == 0) {
    throw Error(Fault::kNoInput, "no_ledger", "this site has taken no ledger yet", "kontor sync");
  }
  return clone_at(local_history(site), parse_oid(head.oid), "");
}

int explain_one_claim(Call& call) {
  Workspace& site = call.workspace();
  const Clone clone = history_here(site);
  // A payee to whom no rule gave anything has no book, and still a reason.
  const std::string typed = call.args.text("id");
  const std::string id =
      claim::book_of(site.base(), typed) ? typed : target_of(call, kExplainedKinds);
  Json found = explain_whole(site.base(), clone, id);
  Json item = found.at("explanation");
  for (const char* key : {"claim", "book", "operations", "timers", "elsewhere"}) {
    if (const Json* value = found.find(key)) item.set(key, *value);
  }
  item.set("entry", found.at("basis"));
  item.set("repository", clone.path);
  call.answer(item, basis_text(found, clone.path));
  return 0;
}

}  // namespace kontor::cli
