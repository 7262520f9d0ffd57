// SPDX-License-Identifier: Apache-2.0
// JSON Schemas from the tables: what an operation carries, what a record holds, what --json prints.
// schemas/*.schema.json are these, written by `cmake --build ... --target generate`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cmd/kontor/table.h"
#include "lib/base/json.h"

namespace kontor::cli {

// Each is a document of its own; what several parts share stands under its $defs.

// Of the operation line with this kind: {"actor","at","id","kind","on","p","v"}.
Json operation_schema(std::string_view kind);
// Of what `kontor NOUN VERB --json` prints.
Json output_schema(const CommandNoun& noun, const VerbRow& verb);
// All of a noun under $defs: records as they stand in history ("lead") and as they are printed
// ("lead.shown"), operations ("lead.add"), outputs ("lead.list/1").
Json noun_schema(std::string_view noun);

// Nouns that have a schema file: those of the command table and of the registry.
std::vector<std::string> schema_nouns();

}  // namespace kontor::cli
