// SPDX-License-Identifier: Apache-2.0
// The files that `apply` reads, for their man pages: every key of the form, with the line of an
// example file (man/examples/) where it stands.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/change/form.h"

namespace kontor {

// Text of man/examples/<name>.toml; a bug when there is none.
std::string_view embedded_example(std::string_view name);

}  // namespace kontor

namespace kontor::cli {

// One page of section 5. A new key of a form needs a doc there and a line in an example; a new kind
// of file needs a row in file_keys.cpp and an example.
struct FilePage {
  std::string_view noun;
  std::string_view examples;  // names in man/examples/, '|'-separated
  std::string_view id;        // what the key `id` is; empty: the form has it
  std::string_view remark;    // what the forms do not say
};
std::span<const FilePage> file_page_table();

// The form of what stands in the file: of the noun's apply operation, or of a plan's body.
const Form& form_of(const FilePage& page);

struct FileKey {
  std::string path;     // "offer.price[].point"; NAME stands for a name of one's own
  std::string type;     // "text; required"
  std::string doc;      // of the form
  std::string example;  // a line of an example file
};
// In the order of the form. Error(kData, "no_example") names the first key that no example has.
std::vector<FileKey> file_keys(const FilePage& page);

}  // namespace kontor::cli
