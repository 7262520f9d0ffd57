// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/call.h"
#include "cmd/kontor/payload.h"
#include "cmd/kontor/site/verbs.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/sync/setup.h"

namespace kontor::cli {
namespace {

constexpr Field kFields[] = {
    {.name = "ledger", .type = Type::kWord, .need = Need::kRequired, .doc = "id of the ledger"},
    {.name = "replica", .type = Type::kSlug, .need = Need::kRequired, .doc = "this site"},
    {.name = "root", .type = Type::kText, .need = Need::kRequired, .doc = "the root's fingerprint"},
    {.name = "home", .type = Type::kText, .need = Need::kRequired, .doc = "folder of the store"},
};
constexpr Form kForm{"init", kFields};

// The first line of the file; without one the root key is written in the clear only when told so.
std::string passphrase(const Call& call) {
  if (!call.args.has("passphrase-file")) {
    if (call.args.has("no-passphrase")) return "";
    throw Error(Fault::kUsage, "bad_usage", "how is the root key protected?",
                "--passphrase-file FILE, or --no-passphrase and keep the folder offline");
  }
  const std::string text = read_source(call, call.args.text("passphrase-file"));
  const std::string line = split(text, '\n').front();
  if (line.empty()) throw Error(Fault::kData, "bad_passphrase", "the passphrase is empty");
  return line;
}

}  // namespace

const Form* init_form() { return &kForm; }

int init_site(Call& call) {
  InitOptions options;
  options.name = call.args.text("name");
  if (options.name.empty()) throw Error(Fault::kUsage, "bad_usage", "--name is missing");
  const std::string home = call.home();
  options.hub = call.args.text("hub", home + "/hub");
  options.root = call.args.text("root", home + "/root");
  options.passphrase = passphrase(call);
  options.manual_clock = call.args.text("clock", "real") == "manual";
  if (const auto time = call.args.instant("time")) options.time = *time;
  if (options.manual_clock != options.time.has_value()) {
    throw Error(Fault::kUsage, "bad_usage", "--clock manual and --time go together");
  }
  const InitReport report = init_hq(home, options, call.edges());
  const Json item = Json::object({{"ledger", report.ledger},
                                  {"replica", report.replica},
                                  {"root", report.root_fingerprint},
                                  {"home", home}});
  call.answer(item, call.quiet() ? report.ledger + "\n"
                                 : describe(item, {"ledger", "replica", "root", "home"}));
  call.say("keep " + options.root.string() + " offline: with it the whole ledger can be replaced");
  return 0;
}

}  // namespace kontor::cli
