// SPDX-License-Identifier: Apache-2.0
// Going on where somebody stopped: by the customer's code (HQ grants the draft), or with a draft
// that is here: its step, what was entered by whom, and what is still open.
#include <algorithm>

#include "cmd/kontor/code/verbs.h"
#include "cmd/kontor/order/verbs.h"
#include "cmd/kontor/payload.h"
#include "cmd/kontor/privacy.h"
#include "cmd/kontor/records.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/code/record.h"
#include "lib/order/record.h"

namespace kontor::cli {
namespace {

constexpr Field kEntryFields[] = {
    {.name = "field",
     .type = Type::kWord,
     .need = Need::kRequired,
     .doc = "as the policy names it"},
    {.name = "value", .type = Type::kText, .doc = "absent: private and withheld"},
    {.name = "by", .type = Type::kOperation, .need = Need::kRequired, .doc = "that set it"},
    {.name = "actor", .type = Type::kWord, .doc = "who"},
    {.name = "at", .type = Type::kInstant, .doc = "when"},
    {.name = "source", .type = Type::kWord, .doc = "who knows it"},
    {.name = "private", .type = Type::kFlag, .doc = "the value never enters history"},
};
constexpr Form kEntry{"order.resume.field", kEntryFields};
constexpr Field kCheckFields[] = {
    {.name = "check", .type = Type::kWord, .need = Need::kRequired, .doc = "of the policy"},
    {.name = "field", .type = Type::kWord, .need = Need::kRequired, .doc = "that it reads"},
    {.name = "why", .type = Type::kWord, .need = Need::kRequired, .doc = "missing, stale, block"},
};
constexpr Form kCheck{"order.resume.check", kCheckFields};
constexpr Field kProofFields[] = {
    {.name = "code", .type = Type::kWord, .need = Need::kRequired, .doc = "of the evidence"},
    {.name = "strength", .type = Type::kWord, .need = Need::kRequired, .doc = "hard or warn"},
    {.name = "source", .type = Type::kWord, .doc = "of the law, or the offer that asks"},
    {.name = "due", .type = Type::kDate, .doc = "last day"},
};
constexpr Form kProof{"order.resume.evidence", kProofFields};
constexpr Field kFields[] = {
    {.name = "order", .type = Type::kId, .need = Need::kRequired, .doc = "the draft"},
    {.name = "state", .type = Type::kWord, .need = Need::kRequired, .doc = "of the order"},
    {.name = "draft", .type = Type::kWord, .need = Need::kRequired, .doc = "of the draft"},
    {.name = "step", .type = Type::kWord, .need = Need::kRequired, .doc = "where it stands"},
    {.name = "offer", .type = Type::kSlug, .need = Need::kRequired, .doc = "what is bought"},
    {.name = "version", .type = Type::kInt, .need = Need::kRequired, .doc = "of the offer"},
    {.name = "customer", .type = Type::kId, .doc = "who buys"},
    {.name = "fields",
     .type = Type::kObject,
     .need = Need::kRequired,
     .many = Many::kList,
     .form = &kEntry,
     .doc = "what was entered"},
    {.name = "missing",
     .type = Type::kWord,
     .need = Need::kRequired,
     .many = Many::kList,
     .doc = "fields that are required and empty"},
    {.name = "checks",
     .type = Type::kObject,
     .need = Need::kRequired,
     .many = Many::kList,
     .form = &kCheck,
     .doc = "checks that are open"},
    {.name = "before_close",
     .type = Type::kObject,
     .need = Need::kRequired,
     .many = Many::kList,
     .form = &kProof,
     .doc = "evidence that the close waits for"},
    {.name = "after_close",
     .type = Type::kObject,
     .need = Need::kRequired,
     .many = Many::kList,
     .form = &kProof,
     .doc = "evidence that the law wants afterwards"},
    {.name = "holders",
     .type = Type::kWord,
     .need = Need::kRequired,
     .many = Many::kList,
     .doc = "scopes that may edit the draft"},
};
constexpr Form kResult{"order.draft", kFields};

std::string channel_here(Workspace& site) {
  const std::string outlet = site.outlet();
  for (const char* kind : {"outlet", "directory_card"}) {
    const Record record = outlet.empty() ? nullptr : site.live().get(kind, outlet);
    if (record) return record->str("channel");
  }
  return "";
}

void add_entries(Call& call, const Json& fields, const std::string& path, Json& out) {
  for (const auto& [key, value] : fields.members()) {
    const std::string name = path.empty() ? key : path + "." + key;
    if (!value.has("by")) {
      add_entries(call, value, name, out);
      continue;
    }
    Json entry = Json::object({{"field", name}});
    for (const char* part : {"by", "actor", "at", "source"}) {
      if (const Json* one = value.find(part)) entry.set(part, *one);
    }
    if (const Json* text = value.find("value")) entry.set("value", *text);
    if (const Json* secret = value.find("c")) {
      entry.set("private", true);
      const auto row = call.workspace().store().private_value(secret->str("c"));
      if (row && call.shows_private()) entry.set("value", row->value);
    }
    out.push(std::move(entry));
  }
}

Json proofs(const std::vector<order::OpenEvidence>& open) {
  Json out = Json::array();
  for (const order::OpenEvidence& one : open) {
    Json proof = Json::object({{"code", one.code}, {"strength", one.strength}});
    if (!one.source.empty()) proof.set("source", one.source);
    if (!one.due.empty()) proof.set("due", one.due);
    out.push(std::move(proof));
  }
  return out;
}

Json resume_json(Call& call, const std::string& id, const Json& record) {
  Workspace& site = call.workspace();
  const order::OpenPoints open =
      order::open_points(site.live(), record, channel_here(site), site.now());
  Json out = Json::object({{"order", id}, {"step", open.step}});
  for (const char* part : {"state", "draft", "offer", "version", "customer"}) {
    if (const Json* value = record.find(part)) out.set(part, *value);
  }
  Json entries = Json::array();
  add_entries(call, record.at("fields"), "", entries);
  out.set("fields", std::move(entries));
  out.set("missing", Json::strings(open.fields));
  Json checks = Json::array();
  for (const order::OpenCheck& one : open.checks) {
    checks.push(Json::object({{"check", one.id}, {"field", one.field}, {"why", one.why}}));
  }
  out.set("checks", std::move(checks));
  out.set("before_close", proofs(open.before_close));
  out.set("after_close", proofs(open.after_close));
  Json holders = Json::array();
  for (const Json& holder : record.list("holders")) {
    const Json& scope = holder.at("scope");
    const auto& named = holders.items();
    if (std::find(named.begin(), named.end(), scope) == named.end()) holders.push(scope);
  }
  out.set("holders", std::move(holders));
  return out;
}

std::string proof_line(const char* head, const Json& proof) {
  std::string line = std::string(head) + "  " + proof.str("code");
  if (proof.str("strength") == "warn") line += " (advised)";
  if (proof.has("source")) line += "  " + proof.str("source");
  if (proof.has("due")) line += "  until " + proof.str("due");
  return line + "\n";
}

std::string resume_text(Call& call, const Json& item) {
  std::string out = "order " + item.str("order") + "  " + item.str("state") + "  step " +
                    item.str("step") + "  " + item.str("offer") + "/" +
                    std::to_string(item.num("version")) + "\n";
  Table table({"field", "value", "source", "at", "by"});
  for (const Json& entry : item.list("fields")) {
    table.add({entry.str("field"), printable(entry.str_or("value", "(private)")),
               entry.str_or("source"), entry.str_or("at"), entry.str_or("actor")});
  }
  if (!table.empty()) out += table.text(call.color());
  for (const Json& field : item.list("missing")) out += "missing   " + field.string() + "\n";
  for (const Json& check : item.list("checks")) {
    out += "check     " + check.str("check") + " on " + check.str("field") + ": " +
           check.str("why") + "\n";
  }
  for (const Json& proof : item.list("before_close")) out += proof_line("evidence", proof);
  for (const Json& proof : item.list("after_close")) out += proof_line("after   ", proof);
  std::vector<std::string> holders;
  for (const Json& holder : item.list("holders")) holders.push_back(holder.string());
  if (holders.size() > 1) out += "held by   " + join(holders, ", ") + "\n";
  return out;
}

int show_draft(Call& call, const std::string& id) {
  const Record record = call.workspace().live().get("order", id);
  KONTOR_CHECK(record != nullptr);
  if (record->str("draft") == "hold") {
    return write_one(call, request_of(call, "order.resume", id, Json()));
  }
  const Json item = resume_json(call, id, *record);
  call.answer(item, call.quiet() ? "" : resume_text(call, item));
  return 0;
}

}  // namespace

const Form* resume_result() { return &kResult; }

int resume_order(Call& call) {
  Workspace& site = call.workspace();
  const std::string typed = call.args.text("id");
  const std::string code = typed_code(call, typed);
  if (code.empty()) return show_draft(call, site.resolve("order", typed));
  const Record known = site.live().get("code", code);
  const Json* draft = known ? known->find("order") : nullptr;
  if (draft && site.live().has("order", draft->string())) return show_draft(call, draft->string());
  return write_one(call, request_of(call, "code.redeem", code, Json()));
}

}  // namespace kontor::cli
