// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace kontor::cli {

class Call;

int issue_code(Call& call);   // issue.cpp
int show_code(Call& call);    // show.cpp
int revoke_code(Call& call);  // revoke.cpp

// names.cpp
// Id of the code that was typed, or empty when it is none. Error(kUsage, "bad_code") for one that
// has the length of a code and not its check symbol.
std::string typed_code(Call& call, const std::string& typed);
// Id of the code record that was typed: the code itself, or the id by prefix.
std::string code_target(Call& call, const std::string& typed);
// Setting under which the issuing site keeps the code that an id stands for.
std::string code_setting(std::string_view id);

}  // namespace kontor::cli
