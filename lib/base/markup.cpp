// SPDX-License-Identifier: Apache-2.0
#include "lib/base/markup.h"

#include "lib/base/error.h"

namespace kontor {

std::string escape_markup(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += byte < 0x20 && c != '\n' && c != '\t' ? ' ' : c;
    }
  }
  return out;
}

void Markup::begin(std::string_view name, Attributes attributes) {
  out_ += std::string(2 * open_.size(), ' ');
  out_ += '<';
  out_ += name;
  for (const auto& [key, value] : attributes) {
    out_ += ' ';
    out_ += key;
    out_ += "=\"" + escape_markup(value) + "\"";
  }
  out_ += '>';
}

void Markup::open(std::string_view name, Attributes attributes) {
  begin(name, attributes);
  out_ += '\n';
  open_.emplace_back(name);
}

void Markup::close() {
  KONTOR_CHECK(!open_.empty());
  const std::string name = std::move(open_.back());
  open_.pop_back();
  out_ += std::string(2 * open_.size(), ' ') + "</" + name + ">\n";
}

void Markup::element(std::string_view name, std::string_view text, Attributes attributes) {
  begin(name, attributes);
  out_ += escape_markup(text);
  out_ += "</";
  out_ += name;
  out_ += ">\n";
}

std::string Markup::take() {
  KONTOR_CHECK(open_.empty());
  return std::move(out_);
}

}  // namespace kontor
