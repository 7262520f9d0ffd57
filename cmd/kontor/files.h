// SPDX-License-Identifier: Apache-2.0
// Runners shared by the nouns that live in TOML files: make the files true, and give them back.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cmd/kontor/call.h"
#include "lib/change/noun.h"
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
// By the form of the noun's `apply`.
std::vector<FileRecord> read_by_form(Call& call, const TomlFile& file);
const OperationRow& apply_row(const Call& call);
// That the positional `id` names; a card has no file. Error(kNoInput).
Record file_record(Call& call);

// Whether the record keeps this very version already.
bool keeps_version(Call& call, const FileRecord& one);
// What the newest file said: its version as it is kept, or the record's fields of the form.
Json file_payload(const Json& record, const Form& form);

// All files in one transaction: what they say that is not so already becomes operations. With
// --dry-run the difference is shown and nothing written.
int apply_files(Call& call);
// The same with a reader of the noun's own.
int apply_files_with(Call& call, const FileReader& read);

// Private texts of a file that the record holds already become its commitments: a new one would
// look like a change.
void keep_commitments(Call& call, const Form& form, FileRecord& one);

// What `apply` would make of the files, beside what is here: 1 when something differs. Anybody may
// ask, also who may not apply.
int diff_files(Call& call);
int diff_files_with(Call& call, const FileReader& read);

// `show`; with --format toml the file that `apply` finds nothing to do in.
int show_file(Call& call);
// The same with a writer of the noun's own.
using FileWriter = std::function<std::string(const Json& record)>;
int show_file_with(Call& call, const FileWriter& write);
std::string write_by_form(Call& call, const Json& record);

// `edit`: the file of `show` in the user's editor, then `apply`. A version that is fixed is opened
// as the next one. What is refused is kept and opened again.
int edit_file(Call& call);
int edit_file_with(Call& call, const FileReader& read, const FileWriter& write);
inline constexpr Shares kEditShares = kApplyShares | kPrivacy;

// `retire`: the record as it stands, in the state that ends it ("closed"), by the noun's `apply`.
int retire_file(Call& call, std::string_view state);
inline constexpr Shares kRetireShares = kReads | kWrites | kPrivacy;

}  // namespace kontor::cli
