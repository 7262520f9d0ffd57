// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/changes.h"
#include "cmd/kontor/files.h"
#include "lib/base/error.h"
#include "lib/ledger/nouns.h"
#include "lib/ledger/reasons.h"

namespace kontor::cli {
namespace {

// Another private text than the record has: the change is shown, the text is not.
void hide_privates(const Form& form, Json& payload) {
  for (const Field& field : form.fields) {
    Json* value = field.type == Type::kPrivate ? payload.find(field.name) : nullptr;
    if (value && value->is_string()) {
      *value = Json::object({{"c", "sha256:" + std::string(64, '0')}});
    }
  }
}

// What the files make of the state, one after the other; no role is asked, as nothing is written.
class Trial {
 public:
  explicit Trial(Call& call)
      : call_(call), below_(call.workspace().live()), state_(below_, all_indexes()) {}

  void apply(FileRecord one) {
    const OperationRow& row = apply_row(call_);
    const Form& form = *row.form;
    if (keeps_version(call_, one)) return;
    hide_privates(form, one.payload);
    Operation operation;
    operation.id = {call_.workspace().replica(), 0, 0};
    operation.kind = row.kind;
    operation.version = row.version;
    operation.on = one.id;
    operation.actor = operation.id.replica;
    operation.at = format_instant(call_.workspace().now());
    operation.payload = std::move(one.payload);
    const Context context = site_context(call_.workspace(), operation.claimed());
    const Outcome outcome = row.check(state_, operation, context);
    if (!outcome.accepted())
      throw refusal(command_name(call_.noun, call_.verb, '.'), one.id, outcome);
    const std::string kind(call_.noun.name);
    const Record before = state_.get(kind, one.id);
    row.apply(state_, operation, context);
    const Record after = state_.get(kind, one.id);
    changes_.push_back({kind, one.id,
                        before ? std::make_shared<Json>(file_payload(*before, form)) : nullptr,
                        std::make_shared<Json>(file_payload(*after, form))});
  }
  const std::vector<RecordChange>& changes() const { return changes_; }

 private:
  Call& call_;
  StoreState below_;
  Overlay state_;
  std::vector<RecordChange> changes_;
};

}  // namespace

int diff_files_with(Call& call, const FileReader& read) {
  Trial trial(call);
  for (const std::string& name : call.args.all("file")) {
    for (FileRecord& one : read(call, read_toml(name))) trial.apply(std::move(one));
  }
  const std::vector<LeafChange> changes = leaf_changes(trial.changes());
  call.answer_items(changes_json(changes), changes_text(changes));
  if (changes.empty()) call.say("no difference");
  return changes.empty() ? 0 : 1;
}

int diff_files(Call& call) { return diff_files_with(call, read_by_form); }

}  // namespace kontor::cli
