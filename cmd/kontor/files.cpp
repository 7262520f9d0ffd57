// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/files.h"

#include <algorithm>

#include "cmd/kontor/changes.h"
#include "cmd/kontor/records.h"
#include "lib/base/error.h"
#include "lib/change/file_form.h"
#include "lib/ledger/nouns.h"

namespace kontor::cli {
namespace {

std::vector<FileRecord> read_by_form(Call& call, const TomlFile& file) {
  const OperationRow* row = find_operation(call.verb.operation);
  KONTOR_CHECK(row && row->form);
  std::vector<FileRecord> out;
  for (FilePayload& one : read_form_file(file, call.noun.name, *row->form)) {
    if (one.id.empty()) {
      throw Error(Fault::kData, "bad_file",
                  file.name + ":" + std::to_string(one.place.line) + ": the id is missing");
    }
    out.push_back({std::move(one.id), std::move(one.payload)});
  }
  return out;
}

// Whether the record keeps this very version already: a version that is out stays as it is, so the
// operation would be refused. Versions are kept by number (the content, or the body alone), or as
// a list of contents.
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

}  // namespace

int apply_files_with(Call& call, const FileReader& read) {
  std::vector<WriteRequest> requests;
  std::size_t records = 0;
  for (const std::string& name : call.args.all("file")) {
    const TomlFile file = read_toml(name);
    for (FileRecord& record : read(call, file)) {
      ++records;
      if (keeps_version(call, record)) continue;
      requests.push_back(
          request_of(call, call.verb.operation, std::move(record.id), std::move(record.payload)));
    }
  }
  if (!requests.empty()) requests = with_effect(call, requests);
  const std::size_t same = records - requests.size();
  if (same > 0) call.say(std::to_string(same) + " of " + std::to_string(records) + " as they are");
  return write_all(call, std::move(requests));
}

int apply_files(Call& call) { return apply_files_with(call, read_by_form); }

}  // namespace kontor::cli
