// SPDX-License-Identifier: Apache-2.0
// Runners shared by the nouns that live in TOML files: make the files true, and give them back.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cmd/kontor/call.h"
#include "lib/config/toml.h"

namespace kontor::cli {

inline constexpr Field kFilesPositional[] = {{.name = "file",
                                              .type = Type::kText,
                                              .need = Need::kRequired,
                                              .many = Many::kList,
                                              .doc = "TOML files"}};
inline constexpr Shares kApplyShares = kReads | kWrites;
inline constexpr std::string_view kFileFormats = "toml";  // of `show`

// One record of a file, as its operation wants it.
struct FileRecord {
  std::string id;
  Json payload;
};
using FileReader = std::function<std::vector<FileRecord>(Call&, const TomlFile&)>;

// All files in one transaction: what they say that is not so already becomes operations. With
// --dry-run the difference is shown and nothing written.
int apply_files(Call& call);
// The same with a reader of the noun's own.
int apply_files_with(Call& call, const FileReader& read);

// Private texts of a file that the record holds already become its commitments: a new one would
// look like a change.
void keep_commitments(Call& call, const Form& form, FileRecord& one);

// `show`; with --format toml the file that `apply` finds nothing to do in.
int show_file(Call& call);
// The same with a writer of the noun's own.
using FileWriter = std::function<std::string(const Json& record)>;
int show_file_with(Call& call, const FileWriter& write);

}  // namespace kontor::cli
