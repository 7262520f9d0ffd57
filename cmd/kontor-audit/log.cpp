// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cmd/kontor-audit/table.h"
#include "lib/audit/explain.h"
#include "lib/base/error.h"
#include "lib/base/text.h"

namespace kontor::auditor {
namespace {

constexpr Field kFields[] = {
    {.name = "index", .type = Type::kInt, .need = Need::kRequired, .doc = "from 1"},
    {.name = "oid", .type = Type::kWord, .need = Need::kRequired, .doc = "commit of the entry"},
    {.name = "time", .type = Type::kInstant, .need = Need::kRequired, .doc = "of the entry"},
    {.name = "sets",
     .type = Type::kWord,
     .need = Need::kRequired,
     .many = Many::kList,
     .doc = "commits of the change sets it takes"},
    {.name = "lines",
     .type = Type::kAny,
     .need = Need::kRequired,
     .doc = "timers, verdicts and effects, in order; operations with kind, on and actor"},
};

std::string entry_text(const Json& entry) {
  std::string out = "entry " + std::to_string(entry.num("index")) + "  " + entry.str("time") +
                    "  " + entry.str("oid") + "\n";
  for (const Json& line : entry.list("lines")) {
    const std::string what = line.str_or("t");
    if (what == "effect") {
      const std::size_t paths = line.list("paths").size();
      out += "  effect on " + std::to_string(paths) + (paths == 1 ? " record\n" : " records\n");
      continue;
    }
    out += "  " + printable(what == "op" ? line.str_or("verdict") : what) + " " +
           printable(line.str_or("id"));
    if (line.has("kind")) {
      out += "  " + printable(line.str("kind")) + " " + printable(line.str("on")) + " by " +
             printable(line.str("actor"));
    }
    if (line.has("reason")) out += " (" + printable(line.str("reason")) + ")";
    out += "\n";
  }
  return out;
}

}  // namespace

const Form log_form{"audit.log", kFields};

int log(Call& call) {
  const std::int64_t most = call.args.count("limit", INT64_MAX);
  const std::vector<Clone> clones = open_clones(call, {call.args.text("repository")});
  const std::vector<Json> entries = log_of(clones.front(), static_cast<std::size_t>(most));
  std::string text;
  for (const Json& entry : entries) text += entry_text(entry);
  call.answer_items(entries, text);
  return 0;
}

int allowed_signers(Call& call) {
  call.env.put(allowed_signers_of(open_clones(call, {call.args.text("repository")}).front()));
  return 0;
}

}  // namespace kontor::auditor
