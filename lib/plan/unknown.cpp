// SPDX-License-Identifier: Apache-2.0
#include "lib/plan/unknown.h"

#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/config/toml.h"

namespace kontor::plan {
namespace {

// Keys of the body that the file tells by a table's name, or elsewhere.
struct Untyped {
  std::string_view list;  // empty: the top
  std::string_view key;
};
constexpr std::array<Untyped, 6> kUntyped = {{{"base", "for"},
                                              {"base", "name"},
                                              {"stages", "name"},
                                              {"split", "of"},
                                              {"", "if_absent"},
                                              {"", "late_grace"}}};

// The way of a path down the forms, as far as it is known.
struct Walk {
  const Form* form = &body_form;  // of the last table
  const Field* field = nullptr;   // what the path ends with, where that is known
  std::string table;              // path of the last table, with its dot
  std::string rest;               // behind it
};

Walk walk(const std::string& path) {
  Walk out;
  out.rest = path;
  while (true) {
    const std::size_t dot = out.rest.find('.');
    const std::string step = out.rest.substr(0, dot);
    out.field = out.form->find(step.substr(0, step.find('[')));
    const bool below = dot != std::string::npos && out.field && out.field->form;
    if (!below) return out;
    out.form = out.field->form;
    out.table += step + ".";
    out.rest.erase(0, dot + 1);
  }
}

// "base[3]." of "base", not "base[3].when[1]."
bool is_row_of(std::string_view table, std::string_view list) {
  return table.starts_with(list) && table.substr(list.size()).starts_with('[') &&
         table.find('.') == table.size() - 1;
}

std::vector<std::string_view> keys_of(const Form& form, const std::string& table) {
  std::vector<std::string_view> out;
  for (const Field& field : form.fields) {
    const bool hidden = std::any_of(kUntyped.begin(), kUntyped.end(), [&](const Untyped& row) {
      const bool here = row.list.empty() ? table.empty() : is_row_of(table, row.list);
      return here && row.key == field.name;
    });
    if (!hidden) out.push_back(field.name);
  }
  if (table.empty()) out.insert(out.end(), {"base_group", "base_brand", "base_any"});
  return out;
}

std::vector<std::string_view> words_of(std::string_view list) {
  std::vector<std::string_view> out;
  while (!list.empty()) {
    const std::size_t bar = std::min(list.find('|'), list.size());
    out.push_back(list.substr(0, bar));
    list.remove_prefix(std::min(bar + 1, list.size()));
  }
  return out;
}

}  // namespace

std::string Unknown::meant_path() const {
  const std::string_view near = is_key ? nearest(word, known) : std::string_view();
  return near.empty() ? "" : table + std::string(near);
}

std::optional<Unknown> unknown_of(const Json& body, const Problem& problem) {
  const Walk way = walk(problem.path);
  if (problem.message == "unknown field") {
    return Unknown{way.table, way.rest, true, keys_of(*way.form, way.table)};
  }
  const Json* value = find_path(body, problem.path);
  const bool is_word = way.field && way.field->type == Type::kEnum && value && value->is_string();
  if (!is_word) return std::nullopt;
  std::vector<std::string_view> known = words_of(way.field->of);
  if (std::find(known.begin(), known.end(), value->string()) != known.end()) return std::nullopt;
  return Unknown{way.table, value->string(), false, std::move(known)};
}

}  // namespace kontor::plan
