// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace kontor::cli {

class Call;

int issue_code(Call& call);   // issue.cpp
int show_code(Call& call);    // show.cpp
int revoke_code(Call& call);  // revoke.cpp

// Id of the code record that was typed: the code itself, or the id by prefix. names.cpp
std::string code_target(Call& call, const std::string& typed);
// Setting under which the issuing site keeps the code that an id stands for.
std::string code_setting(std::string_view id);

}  // namespace kontor::cli
