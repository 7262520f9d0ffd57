// SPDX-License-Identifier: Apache-2.0
// The rules of apply and launch, asked of the state of today; nothing is written, and no role is
// needed to ask.
#include <filesystem>

#include "cmd/kontor/call.h"
#include "cmd/kontor/findings.h"
#include "cmd/kontor/offer/verbs.h"
#include "lib/base/error.h"
#include "lib/change/file_form.h"
#include "lib/ledger/nouns.h"
#include "lib/ledger/reasons.h"
#include "lib/offer/operations.h"
#include "lib/offer/record.h"

namespace kontor::cli {
namespace {

class Check {
 public:
  explicit Check(Call& call)
      : call_(call), below_(call.workspace().live()), state_(below_, all_indexes()) {
    context_.scope = "hq";
    context_.replica = call.workspace().replica();
    context_.time = context_.rule_time = call.workspace().now();
  }

  void file(const std::string& name) {
    const TomlFile file = read_toml(name);
    const std::vector<FilePayload> read = read_form_file(file, "offer", offer::apply_form);
    // As apply does: each of the file's offers stands on those before it.
    for (const FilePayload& one : read) content(file, one);
    for (const FilePayload& one : read) launch(file, one.id, one.place);
  }

  void id(const std::string& typed) {
    TomlFile none;
    none.name = call_.workspace().resolve("offer", typed);
    launch(none, none.name, Place{});
  }

  void refused(const std::string& name, const Error& error) { findings_.add_error(name, error); }
  int report() { return findings_.report(call_); }

 private:
  static Operation operation(const char* kind, const std::string& on, Json payload) {
    Operation out;
    out.kind = kind;
    out.on = on;
    out.payload = std::move(payload);
    return out;
  }

  void add(const TomlFile& file, Place place, const std::string& id, const Outcome& outcome) {
    if (outcome.accepted()) return;
    findings_.add(file, {.rule = outcome.reason,
                         .path = id,
                         .place = place,
                         .message = reason_words(outcome.reason, outcome.detail),
                         .remedy = ""});
  }

  void content(const TomlFile& file, const FilePayload& one) {
    for (const Reference& named : references(offer::apply_form, one.payload)) {
      if (!state_.has(named.kinds, named.id)) {
        return add(file, one.place, one.id, reject("not_visible", named.id));
      }
    }
    if (keeps(one)) return;
    const Operation apply = operation("offer.apply", one.id, one.payload);
    const Outcome outcome = offer::check_apply(state_, apply, context_);
    add(file, one.place, one.id, outcome);
    if (outcome.accepted()) offer::apply_apply(state_, apply, context_);
  }

  // A version that is here already, as the file says it, is no new one.
  bool keeps(const FilePayload& one) const {
    const Record record = state_.get("offer", one.id);
    const Json* kept =
        record ? offer::version_of(*record, one.payload.num_or("version", 0)) : nullptr;
    return kept && *kept == one.payload;
  }

  void launch(const TomlFile& file, const std::string& id, Place place) {
    if (!state_.has("offer", id)) return;  // its content was refused
    const Operation launch = operation("offer.launch", id, Json::object({}));
    const Outcome outcome = offer::check_launch(state_, launch, context_);
    if (outcome.reason == "already_launched") return;
    add(file, place, id, outcome);
    if (outcome.accepted()) offer::apply_launch(state_, launch, context_);
  }

  Call& call_;
  const StoreState below_;
  Overlay state_;
  Context context_;
  Findings findings_;
};

}  // namespace

int check_offers(Call& call) {
  Check check(call);
  for (const std::string& what : call.args.all("what")) {
    if (!what.ends_with(".toml")) {
      check.id(what);
      continue;
    }
    try {
      check.file(what);
    } catch (const Error& error) {
      if (error.fault() != Fault::kData) throw;
      check.refused(what, error);
    }
  }
  return check.report();
}

}  // namespace kontor::cli
