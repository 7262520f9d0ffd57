// SPDX-License-Identifier: Apache-2.0
#include "cmd/console/roff.h"

#include <algorithm>

namespace kontor::cli {
namespace {

std::string upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return out;
}

}  // namespace

std::string roff(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n')) {
      out += "\\&";
      out += c;
    } else {
      out += c;
    }
  }
  return out;
}

std::string manual_head(const std::string& title, int section, std::string_view version,
                        std::string_view summary, std::string_view made_from) {
  return ".\\\" Made from " + std::string(made_from) + ".\n.TH " + upper(title) + " " +
         std::to_string(section) + " \"\" \"kontor " + std::string(version) +
         "\" \"Kontor\"\n.SH NAME\n" + roff(title) + " \\- " + roff(summary) + "\n";
}

std::string manual_item(const std::string& term, std::string_view text) {
  return ".TP\n" + term + "\n" + roff(text) + "\n";
}

}  // namespace kontor::cli
