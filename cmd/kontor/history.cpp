// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/history.h"

#include "cmd/kontor/changes.h"
#include "cmd/kontor/payload.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/ledger/nouns.h"
#include "lib/workspace/past.h"

namespace kontor::cli {
namespace {

constexpr std::size_t kMostChanges = 100;  // unless told; a person reads them

constexpr Field kFields[] = {
    {.name = "index", .type = Type::kInt, .need = Need::kRequired, .doc = "entry of the ledger"},
    {.name = "oid", .type = Type::kText, .need = Need::kRequired, .doc = "its signed commit"},
    {.name = "time", .type = Type::kInstant, .need = Need::kRequired, .doc = "of the entry"},
    {.name = "by", .type = Type::kText, .doc = "who did it"},
    {.name = "op", .type = Type::kText, .doc = "operation or timer that did it"},
    {.name = "changes",
     .type = Type::kAny,
     .need = Need::kRequired,
     .many = Many::kList,
     .doc = "on, action, path, from, to"},
};
constexpr Form kForm{"history", kFields};

std::string without_head(const std::string& text) {
  const std::size_t end = text.find('\n');
  return end == std::string::npos ? "" : text.substr(end + 1);
}

}  // namespace

const Form* history_form() { return &kForm; }

int show_history(Call& call) {
  const std::string id = target_of(call, call.verb.kinds);
  const auto most = static_cast<std::size_t>(call.args.count("limit", kMostChanges));
  Json items = Json::array();
  std::string text;
  bool whole = true;
  for (const std::string_view kind : kind_list(call.verb.kinds)) {
    const Past past = record_past(call.workspace(), kind, id, most);
    whole = whole && past.whole;
    for (const PastChange& one : past.changes) {
      const std::vector<RecordChange> change{one.change};
      const auto leaves = leaf_changes(change);
      Json item = Json::object({{"index", one.index},
                                {"oid", one.entry.text()},
                                {"time", format_instant(one.time)},
                                {"changes", changes_json(leaves)}});
      const Json* stamp = one.change.after ? one.change.after->find("changed") : nullptr;
      text += "entry " + std::to_string(one.index) + "  " + format_instant(one.time);
      for (const char* member : {"by", "op"}) {
        if (!stamp || !stamp->has(member)) continue;
        item.set(member, stamp->at(member));
        text += "  " + stamp->str(member);
      }
      text += "\n" + without_head(changes_text(leaves));
      items.push(std::move(item));
    }
  }
  call.answer_items(items, text);
  if (!whole) call.say("earlier changes: --limit, or the history of a full clone");
  return 0;
}

}  // namespace kontor::cli
