// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cmd/kontor/files.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/offer/record.h"
#include "lib/sync/process.h"

namespace kontor::cli {
namespace {

// Whether the newest version can only be followed by another one.
bool is_fixed(Call& call, const Json& record, const Json& newest) {
  if (call.noun.name == "policy") return true;
  if (call.noun.name == "offer") return offer::was_launched(record, record.num("version"));
  const Date from = parse_date(newest.at("plan").at("valid").str("from"));
  return from <= call.workspace().now().date();
}

// The record as if its next version were there, with the content of the newest.
Json with_next_version(Call& call, Json record) {
  Json* versions = record.find("versions");
  if (!versions) return record;
  const std::int64_t number = record.num("version");
  Json content =
      versions->is_array() ? versions->items().back() : versions->at(std::to_string(number));
  if (!is_fixed(call, record, content)) return record;
  (content.has("plan") && content.at("plan").is_object() ? content["plan"] : content)
      .set("version", number + 1);
  if (versions->is_array()) {
    versions->push(std::move(content));
  } else {
    versions->set(std::to_string(number + 1), std::move(content));
  }
  record.set("version", number + 1);
  return record;
}

// As git finds it.
std::string editor_of(const Call& call) {
  for (const char* name : {"VISUAL", "EDITOR"}) {
    if (std::string editor = call.env.variable_or(name); !editor.empty()) return editor;
  }
  return "vi";
}

// Beside the store, for its owner alone.
std::string draft_path(Call& call, const std::string& id) {
  std::string name = std::string(call.noun.name) + "-" + id;
  std::replace(name.begin(), name.end(), '/', '-');
  return call.home() + "/edit-" + name + ".toml";
}

int apply_draft(Call& call, const FileReader& read, const std::string& path) {
  try {
    call.args.set("file", {path});
    return apply_files_with(call, read);
  } catch (const Error& error) {
    call.warn("the text is kept in " + path + ": edit goes on with it");
    throw;
  }
}

}  // namespace

int edit_file_with(Call& call, const FileReader& read, const FileWriter& write) {
  SystemFile file;
  const Record record = file_record(call);
  const std::string text = write(with_next_version(call, *record));
  const std::string path = draft_path(call, record->str("id"));
  if (file.exists(path)) {
    call.say("going on with " + path);
  } else {
    file.write_atomic(path, text, Access::kPrivate);
  }
  // The shell knows what `code --wait` is.
  const int ended = run_at_terminal({"sh", "-c", editor_of(call) + " \"$1\"", "sh", path});
  const bool same = file.read(path) == text;
  if (same) file.remove(path);
  if (ended != 0) {
    throw Error(Fault::kRefused, "editor_failed",
                editor_of(call) + " ended with " + std::to_string(ended) + ": nothing was applied",
                same ? "" : "the text is kept in " + path);
  }
  if (same) {
    call.say("nothing was changed");
    return 0;
  }
  const int code = apply_draft(call, read, path);
  if (!call.args.has("dry-run")) file.remove(path);
  return code;
}

int edit_file(Call& call) {
  return edit_file_with(call, read_by_form,
                        [&](const Json& record) { return write_by_form(call, record); });
}

}  // namespace kontor::cli
