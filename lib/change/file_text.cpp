// SPDX-License-Identifier: Apache-2.0
#include "lib/change/file_text.h"

#include <vector>

#include "lib/base/text.h"
#include "lib/config/toml.h"

namespace kontor {
namespace {

std::string quoted_text(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7f) {
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string list_of(const std::vector<std::string>& items) { return "[" + join(items, ", ") + "]"; }

std::string table_of(const std::vector<std::string>& members) {
  return members.empty() ? "{}" : "{ " + join(members, ", ") + " }";
}

std::string member(std::string_view key, const std::string& value) {
  return key_path("", key) + " = " + value;
}

std::string one(const Field& field, const Json& value) {
  if (field.type == Type::kDate && value.is_string()) return value.string();
  if (field.type != Type::kObject || !value.is_object()) return toml_value(value);
  std::vector<std::string> members;
  for (const Field& inner : field.form->fields) {
    const Json* found = value.find(inner.name);
    if (found) members.push_back(member(inner.name, toml_value(inner, *found)));
  }
  return table_of(members);
}

bool holds_rows(const Field& field, const Json& value) {
  return field.type == Type::kObject && field.many == Many::kList && value.is_array() &&
         !value.items().empty();
}

}  // namespace

std::string toml_value(const Json& value) {
  if (value.is_string()) return quoted_text(value.string());
  std::vector<std::string> parts;
  if (value.is_array()) {
    for (const Json& item : value.items()) parts.push_back(toml_value(item));
    return list_of(parts);
  }
  if (!value.is_object()) return value.encode();
  for (const auto& [key, inner] : value.members()) parts.push_back(member(key, toml_value(inner)));
  return table_of(parts);
}

std::string toml_value(const Field& field, const Json& value) {
  std::vector<std::string> parts;
  if (field.many == Many::kList && value.is_array()) {
    for (const Json& item : value.items()) parts.push_back(one(field, item));
    return list_of(parts);
  }
  if (field.many == Many::kMap && value.is_object()) {
    for (const auto& [key, inner] : value.members())
      parts.push_back(member(key, one(field, inner)));
    return table_of(parts);
  }
  return one(field, value);
}

void TomlText::section(std::string_view open, std::string_view path, std::string_view close) {
  if (!text_.empty()) text_ += '\n';
  text_.append(open).append(path).append(close).append("\n");
}

void TomlText::table(std::string_view path) { section("[", path, "]"); }
void TomlText::row(std::string_view path) { section("[[", path, "]]"); }

void TomlText::key(std::string_view name, std::string_view value) {
  text_.append(key_path("", name)).append(" = ").append(value).append("\n");
}

void TomlText::fields(const Form& form, const Json& table, const std::string& path) {
  for (const Field& field : form.fields) {
    const Json* value = table.find(field.name);
    if (value && !holds_rows(field, *value)) key(field.name, toml_value(field, *value));
  }
  for (const Field& field : form.fields) {
    const Json* value = table.find(field.name);
    if (!value || !holds_rows(field, *value)) continue;
    const std::string below = path + "." + std::string(field.name);
    for (const Json& one : value->items()) {
      row(below);
      fields(*field.form, one, below);
    }
  }
}

std::string write_form_file(std::string_view noun, const Form& form, std::string_view id,
                            const Json& payload) {
  TomlText out;
  out.key("schema", toml_value(std::string(noun) + "/1"));
  out.table(noun);
  out.key("id", toml_value(id));
  out.fields(form, payload, std::string(noun));
  return out.take();
}

}  // namespace kontor
