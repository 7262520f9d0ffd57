// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/files.h"

#include <algorithm>

#include "cmd/kontor/changes.h"
#include "cmd/kontor/lists.h"
#include "cmd/kontor/payload.h"
#include "cmd/kontor/records.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/change/file_form.h"
#include "lib/change/file_text.h"
#include "lib/ledger/nouns.h"
#include "lib/ledger/reasons.h"

namespace kontor::cli {
namespace {

// Those that would change something; all are tried together, because one file may need another.
std::vector<WriteRequest> with_effect(Call& call, const std::vector<WriteRequest>& requests) {
  const std::vector<Written> tried = call.workspace().write(requests, true);
  std::vector<WriteRequest> out;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const auto changes = leaf_changes(tried[i].changes);
    if (changes.empty()) continue;
    out.push_back(requests[i]);
    if (call.verbose()) call.env.talk(changes_text(changes));
  }
  return out;
}

// Commitments become text, all of them: a file without a private value would take it away.
void open_privates(Call& call, const Form& form, const std::string& name, Json& payload) {
  std::vector<std::string> hidden;
  for (const Field& field : form.fields) {
    Json* value = field.type == Type::kPrivate ? payload.find(field.name) : nullptr;
    if (!value) continue;
    if (!call.shows_private()) {
      hidden.emplace_back(field.name);
      continue;
    }
    const auto row = call.workspace().store().private_value(value->str("c"));
    if (!row) {
      throw Error(
          Fault::kNoInput, "no_private",
          "the private " + std::string(field.name) + " of " + name + " has not arrived here",
          "kontor sync; ask the site that entered it to sync");
    }
    *value = Json(row->value);
  }
  if (hidden.empty()) return;
  throw Error(Fault::kUsage, "private_fields",
              name + " has private fields, which a file without them would take away: " +
                  join(hidden, ", "),
              "--private writes them into the file");
}

}  // namespace

const OperationRow& apply_row(const Call& call) {
  const OperationRow* row = find_operation(std::string(call.noun.name) + ".apply");
  KONTOR_CHECK(row && row->form && row->check && row->apply);
  return *row;
}

Record file_record(Call& call) {
  const std::string id = target_of(call, call.verb.kinds);
  Record record = call.workspace().live().get(call.noun.name, id);
  if (record) return record;
  throw Error(Fault::kNoInput, "no_record",
              "no file stands behind " + id + ": this site holds its card alone");
}

std::vector<FileRecord> read_by_form(Call& call, const TomlFile& file) {
  const Form& form = *apply_row(call).form;
  std::vector<FileRecord> out;
  for (FilePayload& one : read_form_file(file, call.noun.name, form)) {
    if (one.id.empty()) {
      throw Error(Fault::kData, "bad_file",
                  file.name + ":" + std::to_string(one.place.line) + ": the id is missing");
    }
    FileRecord record{std::move(one.id), std::move(one.payload)};
    keep_commitments(call, form, record);
    out.push_back(std::move(record));
  }
  return out;
}

// A version that is out stays as it is, so the operation would be refused. Versions are kept by
// number (the content, or the body alone), or as a list of contents.
bool keeps_version(Call& call, const FileRecord& one) {
  const Record record = call.workspace().live().get(call.verb.kinds, one.id);
  const Json* versions = record ? record->find("versions") : nullptr;
  if (!versions) return false;
  if (versions->is_array()) {
    const auto& items = versions->items();
    return std::find(items.begin(), items.end(), one.payload) != items.end();
  }
  const Json* kept = versions->find(std::to_string(one.payload.num_or("version", 0)));
  const Json* body = one.payload.find("body");
  return kept && *kept == (body ? *body : one.payload);
}

Json file_payload(const Json& record, const Form& form) {
  if (const Json* versions = record.find("versions")) {
    return versions->is_array() ? versions->items().back()
                                : versions->at(std::to_string(record.num("version")));
  }
  Json out;
  for (const Field& field : form.fields) {
    if (const Json* value = record.find(field.name)) out.set(field.name, *value);
  }
  return out;
}

void keep_commitments(Call& call, const Form& form, FileRecord& one) {
  Workspace& site = call.workspace();
  const Record before = site.live().get(call.verb.kinds, one.id);
  if (!before) return;
  for (const Field& field : form.fields) {
    Json* value = field.type == Type::kPrivate ? one.payload.find(field.name) : nullptr;
    const Json* kept = value && value->is_string() ? before->find(field.name) : nullptr;
    const auto row = kept ? site.store().private_value(kept->str("c")) : std::nullopt;
    if (row && row->value == value->string()) *value = *kept;
  }
}

int apply_files_with(Call& call, const FileReader& read) {
  std::vector<WriteRequest> requests;
  std::size_t records = 0;
  for (const std::string& name : call.args.all("file")) {
    const TomlFile file = read_toml(name);
    for (FileRecord& record : read(call, file)) {
      ++records;
      if (keeps_version(call, record)) continue;
      requests.push_back(
          request_of(call, apply_row(call).kind, std::move(record.id), std::move(record.payload)));
    }
  }
  if (!requests.empty()) requests = with_effect(call, requests);
  const std::size_t same = records - requests.size();
  if (same > 0) call.say(std::to_string(same) + " of " + std::to_string(records) + " as they are");
  return write_all(call, std::move(requests));
}

int apply_files(Call& call) { return apply_files_with(call, read_by_form); }

int show_file_with(Call& call, const FileWriter& write) {
  if (call.format() != Format::kToml) return show_record(call);
  call.out().put(write(*file_record(call)));
  return 0;
}

std::string write_by_form(Call& call, const Json& record) {
  const std::string noun(call.noun.name);
  const Form& form = *apply_row(call).form;
  const std::string id = record.str("id");
  Json payload = file_payload(record, form);
  open_privates(call, form, noun + " " + id, payload);
  return write_form_file(noun, form, id, payload);
}

int retire_file(Call& call, std::string_view state) {
  const OperationRow& row = apply_row(call);
  require_role(call, row);
  const Record record = file_record(call);
  const std::string id = record->str("id");
  Json payload = file_payload(*record, *row.form);
  if (payload.str_or("state") == state) {
    throw refusal(command_name(call.noun, call.verb, '.'), id, reject("nothing_to_do"));
  }
  payload.set("state", state);
  return write_one(call, request_of(call, row.kind, id, std::move(payload)));
}

int show_file(Call& call) {
  return show_file_with(call, [&](const Json& record) { return write_by_form(call, record); });
}

}  // namespace kontor::cli
