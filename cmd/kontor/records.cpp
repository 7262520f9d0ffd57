// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/records.h"

#include "cmd/kontor/changes.h"
#include "cmd/kontor/payload.h"
#include "cmd/kontor/privacy.h"
#include "cmd/kontor/wait.h"
#include "lib/base/error.h"
#include "lib/ledger/nouns.h"
#include "lib/ledger/reasons.h"

namespace kontor::cli {
namespace {

bool dry(const Call& call) { return call.args.has("dry-run"); }

std::vector<LeafChange> all_changes(const std::vector<Written>& written) {
  std::vector<LeafChange> out;
  for (const Written& one : written) {
    auto some = leaf_changes(one.changes);
    out.insert(out.end(), std::make_move_iterator(some.begin()),
               std::make_move_iterator(some.end()));
  }
  return out;
}

int print_dry(Call& call, const std::vector<Written>& written, bool single) {
  const std::vector<LeafChange> changes = all_changes(written);
  Json members = Json::object({{"dry_run", true}, {"changes", changes_json(changes)}});
  Json ops = Json::array();
  for (const Written& one : written) {
    Json op = written_json(one);
    op.erase("id");  // none was given
    ops.push(std::move(op));
  }
  if (single) {
    members.set("op", ops.items().front());
  } else {
    members.set("ops", std::move(ops));
  }
  call.answer_members(members, changes_text(changes));
  return 0;
}

bool creates(const Written& written) {
  const OperationRow* row = find_operation(written.kind);
  return row && row->existence == Existence::kCreates;
}

}  // namespace

void require_role(Call& call, const OperationRow& row) {
  const std::string role = call.workspace().role();
  if ((row.roles & parse_role(role)) != 0) return;
  throw refusal(command_name(call.noun, call.verb, '.'), "", reject("role", role));
}

void require_options(const Call& call, const Json& payload) {
  for (const OptionRow& option : options_of(call.verb)) {
    const bool asked = option.field && !option.shared && !option.argument.positional &&
                       option.field->need == Need::kRequired;
    if (!asked || payload.has(option.field->name)) continue;
    throw Error(Fault::kUsage, "bad_usage", "--" + option.argument.name + " is missing",
                "kontor " + call.name() + " --help");
  }
}

WriteRequest request_of(Call& call, std::string_view kind, std::string on, Json payload) {
  WriteRequest request;
  request.kind = kind;
  request.on = std::move(on);
  request.payload = std::move(payload);
  request.actor = call.actor();
  request.at = call.stated_time();
  request.key = call.args.text("key");
  return request;
}

int write_record(Call& call) {
  const OperationRow* row = find_operation(call.verb.operation);
  KONTOR_CHECK(row && row->form);
  require_role(call, *row);
  Json payload = payload_of(call, *row->form);
  require_options(call, payload);
  std::string on;
  if (row->existence == Existence::kNeeds) {
    on = target_of(call, row->on);
  } else {
    on = call.args.has("id") ? call.args.text("id") : call.workspace().new_id();
  }
  return write_one(call, request_of(call, row->kind, std::move(on), std::move(payload)));
}

Json written_json(const Written& written) {
  Json op = Json::object(
      {{"id", written.operation}, {"kind", written.kind}, {"fate", to_string(written.fate)}});
  op.set("on", written.on);
  return op;
}

std::string written_text(const Written& written) {
  std::string text = written.kind + " " + written.on + ": " + std::string(to_string(written.fate));
  if (written.fate == Fate::kRequested) text += ", HQ decides";
  return text + "\n";
}

namespace {

// What --wait learned of an operation; why it was rejected as `sync` says it, and what to do next.
std::string waited_text(const Call& call, const Written& written, const Outcome& outcome) {
  if (outcome.accepted()) return written_text(written);
  std::string text = written_text(written);
  text.pop_back();
  const Error error = refusal(written.kind, written.on, outcome);
  if (!error.hint().empty()) call.say("kontor: hint: " + error.hint());
  return text + ": " + reason_words(outcome.reason, outcome.detail) + "\n";
}

Json waited_json(const Written& written, const Outcome& outcome) {
  Json op = written_json(written);
  if (!outcome.accepted()) op.set("reason", outcome.reason);
  if (!outcome.detail.empty()) op.set("detail", outcome.detail);
  return op;
}

}  // namespace

Json item_of(Call& call, std::string_view kinds, std::string_view id) {
  for (const std::string_view kind : kind_list(kinds)) {
    if (const Record record = call.workspace().live().get(kind, id)) {
      return readable(call, *record);
    }
  }
  return Json();
}

int write_one(Call& call, WriteRequest request, const Shown& shown) {
  Written written = call.workspace().write(std::move(request), dry(call));
  if (dry(call)) return print_dry(call, {written}, true);
  const WaitResult waited = wait_for(call, {written});
  if (!waited.fates.empty()) written.fate = waited.fates.front();
  const Outcome outcome = waited.outcomes.empty() ? accept() : waited.outcomes.front();
  const std::string created = shown ? shown(written) : std::string();
  if (call.quiet() && !call.json()) {
    if (creates(written)) call.out().put((shown ? created : written.on) + "\n");
    return waited.exit;
  }
  Json members = Json::object({{"op", waited_json(written, outcome)}});
  if (Json item = item_of(call, call.verb.kinds, written.on); item.has("id")) {
    members.set("item", std::move(item));
  }
  if (!created.empty()) members.set("created", created);
  const std::string extra = created.empty() ? std::string() : created + "\n";
  call.answer_members(members, extra + waited_text(call, written, outcome));
  return waited.exit;
}

int write_all(Call& call, std::vector<WriteRequest> requests) {
  std::vector<Written> written = call.workspace().write(std::move(requests), dry(call));
  if (dry(call)) return print_dry(call, written, false);
  const WaitResult waited = wait_for(call, written);
  Json ops = Json::array();
  Json items = Json::array();
  std::string text;
  std::string last;
  for (std::size_t i = 0; i < written.size(); ++i) {
    Written& one = written[i];
    if (i < waited.fates.size()) one.fate = waited.fates[i];
    const Outcome outcome = i < waited.outcomes.size() ? waited.outcomes[i] : accept();
    ops.push(waited_json(one, outcome));
    text += waited_text(call, one, outcome);
    if (one.on == last) continue;
    last = one.on;
    if (Json item = item_of(call, call.verb.kinds, one.on); item.has("id")) {
      items.push(std::move(item));
    }
  }
  Json members = Json::object({{"ops", std::move(ops)}, {"items", std::move(items)}});
  if (!call.quiet() || call.json()) call.answer_members(members, text);
  return waited.exit;
}

}  // namespace kontor::cli
