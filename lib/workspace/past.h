// SPDX-License-Identifier: Apache-2.0
// What the signed history says of one record: the entries of the own ledger that changed it.
#pragma once

#include <string_view>
#include <vector>

#include "lib/history/object.h"
#include "lib/workspace/workspace.h"

namespace kontor {

struct PastChange {
  std::int64_t index = 0;
  Oid entry;
  Instant time;
  RecordChange change;  // before, after; no `after`: taken away
};
struct Past {
  std::vector<PastChange> changes;  // newest first
  bool whole =
      true;  // false: this site's repository begins later than the record, or `most` cut it
};
// At most `most` changes, from the local repository alone.
Past record_past(const Workspace& workspace, std::string_view kind, std::string_view id,
                 std::size_t most);

}  // namespace kontor
