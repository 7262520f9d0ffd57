// SPDX-License-Identifier: Apache-2.0
// Elements and text of XML and HTML, written one after the other. What is text is escaped; a
// control character that XML cannot hold becomes a space.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kontor {

std::string escape_markup(std::string_view text);

class Markup {
 public:
  using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  void raw(std::string_view text) { out_ += text; }  // a head, a style sheet: as it stands
  void open(std::string_view name, Attributes attributes = {});
  void close();  // the element that was opened last
  void element(std::string_view name, std::string_view text, Attributes attributes = {});
  std::string take();  // every element must be closed

 private:
  void begin(std::string_view name, Attributes attributes);
  std::string out_;
  std::vector<std::string> open_;
};

}  // namespace kontor
