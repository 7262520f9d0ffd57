// SPDX-License-Identifier: Apache-2.0
// Foreign rows to operations: a lead.add and, where the row tells of a contact, an interaction.add
// about it, both flagged `imported`. A row makes the same records whenever and wherever in the
// scope it is imported:
//   id = hashed_id("kontor-import", ledger, scope, kind, source, source id)
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/json.h"
#include "lib/change/state.h"
#include "lib/config/import_map.h"

namespace kontor::lead {

using kontor::ImportProblem;
using kontor::MappedRow;
using kontor::Texts;

// What a mapping file may name: the fields of the two forms but those that the import fills itself.
ImportFields import_fields();

struct ImportSource {
  std::string ledger;
  std::string scope;
  std::string source;  // name of the mapping file's [source]
};
std::string import_id(const ImportSource& source, std::string_view kind,
                      std::string_view source_id);

// One operation to write: the commitments of the private texts are still to be put into the
// payload.
struct ImportedOperation {
  std::string kind;
  std::string on;
  Json payload;
  std::vector<std::pair<std::string, std::string>> private_texts;  // field, text
};
struct ImportedRow {
  std::vector<ImportedOperation> operations;  // lead first; none if all are present or a problem is
  std::vector<ImportProblem> problems;        // refused as a whole
  bool present = false;                       // imported before
};

// Rows of one file, in order; remembers source ids, so that a doubled one is a problem, not an
// overwrite.
class Import {
 public:
  explicit Import(ImportSource source) : source_(std::move(source)) {}
  ImportedRow row(const MappedRow& row, const State& state);

 private:
  ImportSource source_;
  std::map<std::string, std::int64_t, std::less<>> lines_;  // source id -> line
};

}  // namespace kontor::lead
