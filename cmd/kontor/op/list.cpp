// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include "cmd/kontor/call.h"
#include "cmd/kontor/op/fate.h"
#include "cmd/kontor/op/verbs.h"
#include "cmd/kontor/rows.h"
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

constexpr std::string_view kColumns = "id,kind,on,at,fate,reason";

std::string cell_of(const Json& item, const std::string& column) {
  const Json* value = item.find(column);
  if (!value) return {};
  if (column == "reason") return reason_words(value->string(), item.str_or("detail"));
  return cell_text(*value);
}

}  // namespace

int list_ops(Call& call) {
  Json items = Json::array();
  if (!call.args.has("rejected")) add_own(call, items);
  add_rejections(call, items);
  return answer_rows(
      call, {.form = *op_form(), .columns = kColumns, .csv = kColumns, .cell = cell_of}, items);
}

}  // namespace kontor::cli
