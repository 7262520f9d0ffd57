// SPDX-License-Identifier: Apache-2.0
#include "lib/lead/import.h"

#include <algorithm>

#include "lib/base/text.h"
#include "lib/change/typed.h"
#include "lib/crypto/hash.h"
#include "lib/interaction/record.h"
#include "lib/lead/record.h"

namespace kontor::lead {
namespace {

constexpr std::size_t kMostKeyBytes = 64;     // a key in a foreign system, not a text
constexpr std::size_t kMostTextBytes = 4096;  // as Type::kText

// Source ids are public. What a person's name, address or e-mail address needs is not allowed in
// them.
bool is_source_key(std::string_view text) {
  constexpr std::string_view kMarks = "._:/#-";
  return !text.empty() && text.size() <= kMostKeyBytes &&
         std::all_of(text.begin(), text.end(), [kMarks](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  kMarks.find(c) != std::string_view::npos;
         });
}

// Says what would be right, never what was there: a wrong mapping may point at a person's data.
std::string_view wanted(const Field& field) {
  switch (field.type) {
    case Type::kInt:
      return "not a whole number";
    case Type::kFlag:
      return "not true or false";
    case Type::kMoney:
      return "not an amount (12.34, 12.34 USD)";
    default:
      return "cannot be imported";
  }
}

// One of the two operations of a row, filled from texts.
class Filler {
 public:
  Filler(const Form& form, std::string_view prefix, std::int64_t line,
         std::vector<ImportProblem>& problems)
      : form_(form), prefix_(prefix), line_(line), problems_(problems) {}

  void fill(Json& payload, const Texts& texts) {
    for (const auto& [name, text] : texts) {
      if (!trim(text).empty()) fill_one(payload, name, text);
    }
  }

  void fill_private(ImportedOperation& operation, const Texts& texts) {
    for (const auto& [name, text] : texts) {
      const std::string_view value = trim(text);
      if (value.empty()) continue;
      const Field* field = form_.find(name);
      if (!field || field->type != Type::kPrivate) {
        problem(name, "no private field");
      } else if (value.size() > kMostTextBytes || !valid_utf8(value)) {
        problem(name, "not a UTF-8 text of at most 4096 bytes");
      } else {
        operation.private_texts.emplace_back(name, value);
      }
    }
  }

  void check(const Json& payload) {
    for (Problem& found : check_form(form_, payload)) problem(found.path, found.message);
  }

 private:
  void problem(std::string_view name, std::string message) {
    problems_.push_back(
        {line_, std::string(prefix_) + "." + std::string(name), std::move(message)});
  }

  void fill_one(Json& payload, const std::string& name, const std::string& text) {
    const std::size_t dot = name.find('.');
    const std::string_view top = std::string_view(name).substr(0, dot);
    const Field* field = form_.find(top);
    if (!field || (field->many == Many::kMap) != (dot != std::string::npos)) {
      return problem(name, "unknown field");
    }
    if (field->type == Type::kPrivate) return problem(name, "is private: map it under [private]");
    std::optional<Json> value = typed_value(*field, text);
    if (!value) return problem(name, std::string(wanted(*field)));
    if (field->many == Many::kMap) {
      payload[top].set(std::string_view(name).substr(dot + 1), std::move(*value));
    } else if (field->many == Many::kList) {
      payload.set(top, Json::array({std::move(*value)}));
    } else {
      payload.set(top, std::move(*value));
    }
  }

  const Form& form_;
  std::string_view prefix_;
  std::int64_t line_;
  std::vector<ImportProblem>& problems_;
};

// Not what the import fills itself.
void list_fields(const Form& form, std::initializer_list<std::string_view> own,
                 std::vector<std::string>& names) {
  for (const Field& field : form.fields) {
    if (field.type == Type::kPrivate) continue;
    if (std::find(own.begin(), own.end(), field.name) != own.end()) continue;
    names.push_back(std::string(field.name) + (field.many == Many::kMap ? ".*" : ""));
  }
}

}  // namespace

ImportFields import_fields() {
  ImportFields fields;
  list_fields(add_form, {"imported", "source", "source_id"}, fields.lead);
  list_fields(interaction::add_form, {"imported", "lead"}, fields.interaction);
  for (const Field& field : add_form.fields) {
    if (field.type == Type::kPrivate) fields.private_fields.emplace_back(field.name);
  }
  return fields;
}

std::string import_id(const ImportSource& source, std::string_view kind,
                      std::string_view source_id) {
  return hashed_id({"kontor-import", source.ledger, source.scope, kind, source.source, source_id});
}

ImportedRow Import::row(const MappedRow& row, const State& state) {
  ImportedRow out;
  out.problems = row.problems;
  if (!out.problems.empty()) return out;
  if (!is_source_key(row.source_id)) {
    out.problems.push_back(
        {row.line, "source.id", "not a key (letters, digits, ._:/#-, at most 64)"});
    return out;
  }
  const auto [seen, first] = lines_.emplace(row.source_id, row.line);
  if (!first) {
    out.problems.push_back(
        {row.line, "source.id", "the same as in line " + std::to_string(seen->second)});
    return out;
  }

  ImportedOperation lead{"lead.add", import_id(source_, "lead", row.source_id), {}, {}};
  Filler lead_filler(add_form, "lead", row.line, out.problems);
  lead_filler.fill(lead.payload, row.lead);
  lead.payload.set("imported", true);
  lead.payload.set("source", source_.source);
  lead.payload.set("source_id", row.source_id);
  lead_filler.fill_private(lead, row.lead_private);
  lead_filler.check(lead.payload);

  const bool contact = !row.interaction.empty() || !row.interaction_private.empty();
  ImportedOperation interaction{
      "interaction.add", import_id(source_, "interaction", row.source_id), {}, {}};
  if (contact) {
    Filler filler(interaction::add_form, "interaction", row.line, out.problems);
    filler.fill(interaction.payload, row.interaction);
    interaction.payload.set("imported", true);
    interaction.payload.set("lead", lead.on);
    filler.fill_private(interaction, row.interaction_private);
    filler.check(interaction.payload);
  }
  if (!out.problems.empty()) return out;

  if (!state.has("lead", lead.on)) out.operations.push_back(std::move(lead));
  if (contact && !state.has("interaction", interaction.on)) {
    out.operations.push_back(std::move(interaction));
  }
  out.present = out.operations.empty();
  return out;
}

}  // namespace kontor::lead
