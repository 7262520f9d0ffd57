// SPDX-License-Identifier: Apache-2.0
#include "lib/change/file_form.h"

#include <set>

#include "lib/base/id.h"

namespace kontor {
namespace {

constexpr std::size_t kPrivateBytes = 4096;  // as kText: a vault file must stay below 64 KiB

std::string joined(const std::string& path, std::string_view member) {
  return path.empty() ? std::string(member) : path + "." + std::string(member);
}

class FormReader {
 public:
  FormReader(const TomlFile& file, std::string_view noun, const Form& form)
      : file_(file), noun_(noun), form_(form) {}

  std::vector<FilePayload> read() {
    if (!is_own()) refuse_if_any(file_, findings_);  // not a finding a key
    schema();
    std::vector<FilePayload> out;
    const Json* tables = file_.root.find(noun_);
    if (!tables) {
      add("no_table", "", "no table [" + noun_ + "]", "");
    } else if (tables->is_array()) {
      const auto& items = tables->items();
      for (std::size_t i = 0; i < items.size(); ++i) {
        table(items[i], noun_ + "[" + std::to_string(i) + "]", out);
      }
    } else {
      table(*tables, noun_, out);
    }
    refuse_if_any(file_, findings_);
    return out;
  }

 private:
  void add(std::string rule, const std::string& path, std::string message, std::string remedy) {
    findings_.push_back(
        {std::move(rule), path, file_.place(path), std::move(message), std::move(remedy)});
  }

  void unknown(const std::string& path, const std::vector<std::string>& known) {
    for (Finding& finding : unknown_keys(file_, path, known)) {
      unknown_.insert(finding.path);
      findings_.push_back(std::move(finding));
    }
  }

  // A file of another noun says so by its schema and its table.
  bool is_own() {
    const Json* line = file_.root.find("schema");
    const std::string format = line && line->is_string() ? line->string() : "";
    const std::string other = format.substr(0, format.find('/'));
    if (other.empty() || other == noun_ || !file_.root.has(other)) return true;
    add("schema", "schema", "a file of kontor " + other + " (" + format + "), not of " + noun_,
        "kontor " + other + " lint " + file_.name);
    return false;
  }

  void schema() {
    unknown("", {"schema", noun_});
    const std::string wanted = noun_ + "/1";
    const std::string remedy = "write schema = \"" + wanted + "\"";
    const Json* line = file_.root.find("schema");
    if (!line) {
      add("schema", "", "no line that names the schema", remedy);
    } else if (!line->is_string() || line->string() != wanted) {
      add("schema", "schema", "not a file of " + wanted, remedy);
    }
  }

  void table(const Json& value, const std::string& path, std::vector<FilePayload>& out) {
    if (!value.is_object()) return add("value", path, "not a table of fields", "");
    FilePayload read;
    read.place = file_.place(path);
    read.payload = value;
    if (const Json* id = value.find("id")) {
      if (!id->is_string() || !is_entity_id(id->string())) {
        add("id", path + ".id", "not an id", "");
      } else {
        read.id = id->string();
        if (!ids_.insert(read.id).second) add("id", path + ".id", "the id stands twice", "");
      }
      read.payload.erase("id");
    }
    keys(form_, value, path, true);
    Json committed = read.payload;
    commit(form_, committed, path);
    for (Problem& problem : check_form(form_, committed)) {
      const std::string where = joined(path, problem.path);
      if (!unknown_.contains(where)) add("value", where, problem.path + ": " + problem.message, "");
    }
    out.push_back(std::move(read));
  }

  // Calls with each table that the field holds, and its path.
  template <typename Value, typename Visit>
  static void each(const Field& field, Value& value, const std::string& path, const Visit& visit) {
    if (field.many == Many::kOne) {
      visit(value, path);
    } else if (field.many == Many::kList && value.is_array()) {
      for (std::size_t i = 0; i < value.items().size(); ++i) {
        visit(value.items()[i], path + "[" + std::to_string(i) + "]");
      }
    } else if (field.many == Many::kMap && value.is_object()) {
      for (auto& [key, member] : value.members()) visit(member, path + "." + key);
    }
  }

  void keys(const Form& form, const Json& value, const std::string& path, bool top) {
    if (!value.is_object()) return;
    std::vector<std::string> known;
    if (top) known.emplace_back("id");
    for (const Field& field : form.fields) known.emplace_back(field.name);
    unknown(path, known);
    for (const Field& field : form.fields) {
      const Json* member = value.find(field.name);
      if (!member || field.type != Type::kObject) continue;
      each(field, *member, joined(path, field.name),
           [&](const Json& one, const std::string& at) { keys(*field.form, one, at, false); });
    }
  }

  // Puts a commitment in the place of each private text, so that the form can be asked.
  void commit(const Form& form, Json& value, const std::string& path) {
    if (!value.is_object()) return;
    for (const Field& field : form.fields) {
      Json* member = value.find(field.name);
      if (!member) continue;
      each(field, *member, joined(path, field.name), [&](Json& one, const std::string& at) {
        if (field.type == Type::kObject) return commit(*field.form, one, at);
        if (field.type != Type::kPrivate) return;
        if (!one.is_string() || one.string().empty() || one.string().size() > kPrivateBytes) {
          add("value", at, std::string(field.name) + ": not a text of at most 4096 bytes", "");
        }
        one = Json::object({{"c", "sha256:" + std::string(64, '0')}});
      });
    }
  }

  const TomlFile& file_;
  const std::string noun_;
  const Form& form_;
  std::vector<Finding> findings_;
  std::set<std::string> unknown_;  // paths that were already named
  std::set<std::string> ids_;
};

}  // namespace

std::vector<FilePayload> read_form_file(const TomlFile& file, std::string_view noun,
                                        const Form& form) {
  return FormReader(file, noun, form).read();
}

}  // namespace kontor
