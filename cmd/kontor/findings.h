// SPDX-License-Identifier: Apache-2.0
// What `lint` prints of files, whatever the noun.
#pragma once

#include <vector>

#include "cmd/kontor/call.h"
#include "lib/config/toml.h"

namespace kontor::cli {

const Form* finding_form();

// Collected over all files of a command.
class Findings {
 public:
  void add(const TomlFile& file, const Finding& finding);
  // A message of a reader that gave up ("file:line:column: ..." lines).
  void add_error(const std::string& file, const Error& error);
  // Prints them; 0, or 1 when one is an error.
  int report(Call& call) const;

 private:
  Json items_ = Json::array();
  bool errors_ = false;
};

}  // namespace kontor::cli
