// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include "cmd/kontor/call.h"
#include "cmd/kontor/op/fate.h"
#include "cmd/kontor/op/verbs.h"
#include "lib/ledger/reasons.h"

namespace kontor::cli {
namespace {

void add_rejections(Call& call, Json& items) {
  const StoreState state = call.workspace().live();
  for (const std::string& id : state.ids("rejection")) {
    items.push(fate_of_rejection(*state.get("rejection", id)));
  }
}

void add_own(Call& call, Json& items) {
  Store& store = call.workspace().store();
  const auto rows = call.args.has("all")
                        ? store.operations(0, std::numeric_limits<std::int32_t>::max())
                        : store.undecided();
  for (const OutboxRow& row : rows) {
    if (row.fate != Fate::kRejected) items.push(fate_of(row));
  }
}

std::string text_of(const Json& item) {
  const std::string reason = item.str_or("reason");
  return reason.empty() ? reason : reason_words(reason, item.str_or("detail"));
}

}  // namespace

int list_ops(Call& call) {
  Json items = Json::array();
  if (!call.args.has("rejected")) add_own(call, items);
  add_rejections(call, items);
  if (call.format() == Format::kCsv) {
    call.out().put("id,kind,on,at,fate,reason\n");
    for (const Json& item : items.items()) {
      call.out().put(csv_row({item.str("id"), item.str("kind"), item.str("on"), item.str("at"),
                              item.str("fate"), item.str_or("reason")}));
    }
    return 0;
  }
  Table table({"id", "kind", "on", "at", "fate", "reason"});
  for (const Json& item : items.items()) {
    table.add({item.str("id"), item.str("kind"), item.str("on"), item.str("at"), item.str("fate"),
               text_of(item)});
  }
  if (table.empty()) call.say("none");
  call.answer_items(items, table.empty() ? "" : table.text(call.color()));
  return 0;
}

}  // namespace kontor::cli
