// SPDX-License-Identifier: Apache-2.0
// What a write would change, leaf by leaf: dry runs, `diff`, the diff in front of `apply`.
#pragma once

#include <string>
#include <vector>

#include "lib/change/form.h"
#include "lib/workspace/workspace.h"

namespace kontor::cli {

struct LeafChange {
  std::string on;      // "offer/autumn"
  std::string action;  // "add", "change", "remove"
  std::string path;    // "price[0].one_time"; empty: the whole record
  const Json* from = nullptr;
  const Json* to = nullptr;
};
// Pointers are into `changes`. The standard parts that every write moves (rev, changed) are left
// out.
std::vector<LeafChange> leaf_changes(const std::vector<RecordChange>& changes);

// [{"on","action","path","from","to"}]; private values are commitments and are left out.
Json changes_json(const std::vector<LeafChange>& changes);
const Form* difference_form();  // of an item of it
// A head line a record, then "+ path  value", "- path  value", "~ path  from -> to".
std::string changes_text(const std::vector<LeafChange>& changes);

}  // namespace kontor::cli
