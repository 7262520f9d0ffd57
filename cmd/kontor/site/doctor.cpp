// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/call.h"
#include "cmd/kontor/site/verbs.h"
#include "lib/workspace/health.h"

namespace kontor::cli {
namespace {

constexpr Field kFields[] = {
    {.name = "what", .type = Type::kText, .need = Need::kRequired, .doc = "that is wrong"},
    {.name = "remedy", .type = Type::kText, .doc = "command that mends it"},
};
constexpr Form kForm{"doctor", kFields};

}  // namespace

const Form* doctor_form() { return &kForm; }

int examine_site(Call& call) {
  Json items = Json::array();
  std::string text;
  for (const Complaint& one : examine(call.workspace())) {
    Json item = Json::object({{"what", one.what}});
    text += one.what + "\n";
    if (!one.remedy.empty()) {
      item.set("remedy", one.remedy);
      text += "  " + one.remedy + "\n";
    }
    items.push(std::move(item));
  }
  const bool well = items.items().empty();
  call.answer_items(items, text);
  if (well) call.say("nothing is wrong");
  return well ? 0 : 1;
}

}  // namespace kontor::cli
