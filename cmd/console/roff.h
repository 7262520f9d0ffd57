// SPDX-License-Identifier: Apache-2.0
// What manual pages are made of.
#pragma once

#include <string>
#include <string_view>

namespace kontor::cli {

// Text for roff: backslashes and hyphens escaped, no line begins with a control character.
std::string roff(std::string_view text);
// Title line and NAME. `made_from` is the first line's comment.
std::string manual_head(const std::string& title, int section, std::string_view version,
                        std::string_view summary, std::string_view made_from);
// A paragraph with a term in front: .TP, the term (roff already), the text.
std::string manual_item(const std::string& term, std::string_view text);

}  // namespace kontor::cli
