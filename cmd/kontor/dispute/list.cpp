// SPDX-License-Identifier: Apache-2.0
// HQ decides on a dispute; until it has, who raised it sees it as pending.
#include "cmd/kontor/call.h"
#include "cmd/kontor/dispute/verbs.h"
#include "cmd/kontor/lists.h"
#include "cmd/kontor/privacy.h"

namespace kontor::cli {
namespace {

constexpr std::string_view kPending = "pending_disputes";

// The one pending dispute whose id begins so, as a record; {} for none and for several.
Json pending_dispute(Call& call, const std::string& typed) {
  Json found;
  std::size_t count = 0;
  call.workspace().store().query(
      "SELECT json FROM " + std::string(kPending) + " WHERE substr(id, 1, length(?)) = ?",
      {typed, typed}, [&](const Store::Row&, const Store::Row& row) {
        found = parse_json(row.front());
        ++count;
      });
  return count == 1 ? found : Json();
}

}  // namespace

int list_disputes(Call& call) {
  return list_view(call, {.view = call.verb.view,
                          .kinds = call.verb.kinds,
                          .columns = call.verb.columns,
                          .requests = kPending});
}

int show_dispute(Call& call) {
  const Json pending = pending_dispute(call, call.args.text("id"));
  if (!pending.has("id") || call.workspace().live().has("dispute", pending.str("id"))) {
    return show_record(call);
  }
  const Json item = readable(call, pending);
  call.answer(item, describe(item, {"kind", "id", "state"}));
  return 0;
}

}  // namespace kontor::cli
