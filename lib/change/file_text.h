// SPDX-License-Identifier: Apache-2.0
// The way back from records to files: TOML as file_form.h reads it, with the keys in the order of
// the form and dates without quotes. What is read again is the same value.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/json.h"
#include "lib/change/form.h"

namespace kontor {

// What stands behind `key =`, on one line.
std::string toml_value(const Field& field, const Json& value);
std::string toml_value(const Json& value);  // without a form: members by name

// Sections in the order in which they are written.
class TomlText {
 public:
  void table(std::string_view path);  // [path]
  void row(std::string_view path);    // [[path]]
  void key(std::string_view name, std::string_view value);
  // What `table` has of the form: its lists of tables as rows behind the other keys.
  void fields(const Form& form, const Json& table, const std::string& path);
  std::string take() { return std::move(text_); }

 private:
  void section(std::string_view open, std::string_view path, std::string_view close);
  std::string text_;
};

// A file of one record. Private fields are text, as where they are read.
std::string write_form_file(std::string_view noun, const Form& form, std::string_view id,
                            const Json& payload);

}  // namespace kontor
