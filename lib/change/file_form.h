// SPDX-License-Identifier: Apache-2.0
// Files of named things, read by the form of their operation:
//   schema = "partner/1"
//   [[partner]]            one table, or one a record
//   id = "nord"
//   type = "own"           every other key is a field of the form
// Private fields are text here; the command that writes the operation commits them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.h"
#include "lib/change/form.h"
#include "lib/config/toml.h"

namespace kontor {

struct FilePayload {
  std::string id;  // empty when the file names none (a seller's is random)
  Json payload;    // as the form says, but for the private texts
  Place place;     // of the table
};

// In the order of the file. Everything wrong with it in one Error(kData, "bad_file"): another
// schema, unknown keys with the nearest known one, values that the form refuses, an id twice.
std::vector<FilePayload> read_form_file(const TomlFile& file, std::string_view noun,
                                        const Form& form);

}  // namespace kontor
