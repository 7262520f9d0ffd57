// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cmd/kontor/call.h"
#include "cmd/kontor/hub/verbs.h"
#include "lib/base/error.h"
#include "lib/sync/hub_check.h"
#include "lib/sync/setup.h"

namespace kontor::cli {
namespace {

constexpr Field kFields[] = {
    {.name = "repository", .type = Type::kWord, .need = Need::kRequired, .doc = "on the hub"},
    {.name = "branch", .type = Type::kWord, .doc = "of it; absent: a vault"},
    {.name = "oid", .type = Type::kWord, .doc = "commit where it stands"},
    {.name = "state",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "whole|ahead|waiting|behind|none|lost|fork|unknown",
     .doc = "ahead: to be taken here; waiting: sets that HQ has not taken; behind: to be sent on; "
            "lost, fork, unknown: not what this site knows"},
    {.name = "entries", .type = Type::kInt, .doc = "of the ledger, not taken here yet"},
    {.name = "sets", .type = Type::kInt, .doc = "of a replica, not in the ledger yet"},
    {.name = "unsent", .type = Type::kInt, .doc = "operations of this site that are not there yet"},
    {.name = "what", .type = Type::kText, .doc = "that is wrong"},
    {.name = "remedy", .type = Type::kText, .doc = "what to do about it"},
};
constexpr Form kForm{"hub.check", kFields};

Json item_of(const HubRow& row) {
  Json item = Json::object({{"repository", row.repository}, {"state", to_string(row.state)}});
  if (!row.branch.empty()) item.set("branch", row.branch);
  if (row.oid) item.set("oid", row.oid->text());
  if (row.entries > 0) item.set("entries", row.entries);
  if (row.sets > 0) item.set("sets", row.sets);
  if (row.unsent > 0) item.set("unsent", row.unsent);
  if (!row.what.empty()) item.set("what", row.what);
  if (!row.remedy.empty()) item.set("remedy", row.remedy);
  return item;
}

std::string count_text(std::int64_t count) { return count > 0 ? std::to_string(count) : ""; }

}  // namespace

const Form* hub_check_form() { return &kForm; }

int check_hub_command(Call& call) {
  Workspace& site = call.workspace();
  const std::unique_ptr<Remote> remote =
      call.args.has("hub") ? open_remote(call.args.text("hub")) : remote_of(site);
  const std::vector<HubRow> rows = check_hub(site, *remote);
  Json items = Json::array();
  Table table({"repository", "branch", "state", "entries", "sets", "unsent", "what"});
  for (const HubRow& row : rows) {
    items.push(item_of(row));
    table.add({row.repository, row.branch, std::string(to_string(row.state)),
               count_text(row.entries), count_text(row.sets), count_text(row.unsent), row.what});
  }
  call.answer_items(items, table.text(call.color()));
  const auto wrong =
      std::find_if(rows.begin(), rows.end(), [](const HubRow& row) { return !row.holds(); });
  if (wrong == rows.end()) return 0;
  call.warn(wrong->repository + " " + wrong->branch + ": " + wrong->what +
            (wrong->remedy.empty() ? "" : "; " + wrong->remedy));
  return static_cast<int>(Fault::kTrust);
}

}  // namespace kontor::cli
