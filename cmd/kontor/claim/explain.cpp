// SPDX-License-Identifier: Apache-2.0
#include "cmd/console/explanation.h"
#include "cmd/kontor/call.h"
#include "cmd/kontor/claim/verbs.h"
#include "cmd/kontor/payload.h"
#include "lib/audit/basis.h"
#include "lib/base/error.h"
#include "lib/workspace/seal.h"

namespace kontor::cli {
namespace {

constexpr Field kBasisFields[] = {
    {.name = "claim", .type = Type::kText, .need = Need::kRequired, .doc = "its id"},
    {.name = "entry", .type = Type::kText, .need = Need::kRequired, .doc = "that it is read at"},
    {.name = "repository",
     .type = Type::kText,
     .need = Need::kRequired,
     .doc = "that holds the change sets: git -C REPOSITORY show SET:ops.jsonl"},
    {.name = "operations",
     .type = Type::kObject,
     .need = Need::kRequired,
     .many = Many::kList,
     .form = &signed_operation_form,
     .doc = "that it rests on"},
    {.name = "timers",
     .type = Type::kText,
     .need = Need::kRequired,
     .many = Many::kList,
     .doc = "deadlines that the ledger itself fired"},
    {.name = "elsewhere",
     .type = Type::kText,
     .need = Need::kRequired,
     .many = Many::kList,
     .doc = "operations of other scopes, which this site does not hold"},
};

}  // namespace

const Form* explain_form() {
  static const std::vector<Field> fields = [] {
    const std::span<const Field> node = explanation_form().fields;
    std::vector<Field> out(node.begin(), node.end());
    out.insert(out.end(), std::begin(kBasisFields), std::end(kBasisFields));
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
  const std::string id = target_of(call, "claim|earning");
  const Clone clone = history_here(site);
  Json found = explain_whole(site.base(), clone, id);
  Json item = found.at("explanation");
  for (const char* key : {"claim", "operations", "timers", "elsewhere"})
    item.set(key, found.at(key));
  item.set("entry", found.at("basis"));
  item.set("repository", clone.path);
  call.answer(item, basis_text(found, clone.path));
  return 0;
}

}  // namespace kontor::cli
