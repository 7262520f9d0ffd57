// SPDX-License-Identifier: Apache-2.0
// Plays packs/demo/story.sh in a folder: each line is printed as a user would type it, run by the
// shell, and what came of it printed. `NAME=$(command)` keeps the output for later lines, as in the
// shell.
#include <stdlib.h>

#include <filesystem>

#include "cmd/kontor/call.h"
#include "cmd/kontor/site/demo_files.h"
#include "cmd/kontor/site/demo_sum.h"
#include "cmd/kontor/site/verbs.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/text.h"
#include "lib/sync/process.h"

namespace kontor::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFiles[] = {"partners", "outlets", "policy", "tariff-l",    "phone",
                                       "autumn",   "anna",    "ben",    "telco-retail"};

constexpr Field kFields[] = {
    {.name = "folder", .type = Type::kText, .need = Need::kRequired, .doc = "where it was played"},
    {.name = "ledger", .type = Type::kWord, .need = Need::kRequired, .doc = "id of the ledger"},
    {.name = "sites",
     .type = Type::kAny,
     .need = Need::kRequired,
     .doc = "scope, ledger index, state id of the rows"},
    {.name = "payees",
     .type = Type::kAny,
     .need = Need::kRequired,
     .doc = "what each earned, minor units"},
    {.name = "verified",
     .type = Type::kFlag,
     .need = Need::kRequired,
     .doc = "the auditor's verdict"},
};
constexpr Form kForm{"demo", kFields};

// The folder must be new or empty: nothing of the user's is ever played over.
fs::path prepare(const std::string& name) {
  const fs::path folder = fs::absolute(name);
  std::error_code failed;
  if (fs::exists(folder) && !fs::is_empty(folder, failed)) {
    throw Error(Fault::kCannotCreate, "folder_in_use", "demo: " + folder.string() + " is not empty",
                "kontor demo NEW-FOLDER");
  }
  fs::create_directories(folder / "clones");
  for (std::string_view file : kFiles) {
    SystemFile().write_atomic((folder / (std::string(file) + ".toml")).string(),
                              embedded_demo(file));
  }
  SystemFile().write_atomic((folder / "story.sh").string(), embedded_demo("story"));
  return folder;
}

// The line's variable, if it has the form NAME=$(command).
std::optional<std::pair<std::string, std::string>> assignment(const std::string& line) {
  const std::size_t at = line.find("=$(");
  if (at == std::string::npos || line.back() != ')' || line.find(' ') < at) return std::nullopt;
  return std::pair(line.substr(0, at), line.substr(at + 3, line.size() - at - 4));
}

class Player {
 public:
  Player(Call& call, fs::path folder) : call_(call), folder_(std::move(folder)) {
    const std::string own = fs::path(call.env.program).parent_path().string();
    const std::string path = call.env.variable_or("PATH", "/usr/bin:/bin");
    ::setenv("PATH", own.empty() ? path.c_str() : (own + ":" + path).c_str(), 1);
    ::unsetenv("KONTOR_HOME");
    ::unsetenv("KONTOR_AS");
  }

  void play(std::string_view story) {
    for (const std::string& line : split(story, '\n')) {
      if (line.empty()) continue;
      if (line.front() == '#') {
        show("\n" + std::string(trim(std::string_view(line).substr(1))) + "\n");
      } else {
        step(line);
      }
    }
  }

 private:
  void step(const std::string& line) {
    show("$ " + line + "\n");
    const auto variable = assignment(line);
    const std::string command = variable ? variable->second : line;
    const ProcessResult done =
        run_process({"sh", "-c", "cd \"$0\" && { " + command + "; } 2>&1", folder_.string()});
    if (done.status != 0) {
      throw Error(Fault::kBug, "demo_failed",
                  "demo: exit " + std::to_string(done.status) + " from: " + line + "\n" + done.out);
    }
    if (variable) ::setenv(variable->first.c_str(), std::string(trim(done.out)).c_str(), 1);
    show(done.out);
  }

  void show(const std::string& text) const {
    if (!call_.json() && !call_.quiet()) {
      call_.env.put(text);
      std::fflush(call_.env.out);
    }
  }

  Call& call_;
  const fs::path folder_;
};

}  // namespace

const Form* demo_form() { return &kForm; }

int play_demo(Call& call) {
  const fs::path folder = prepare(call.args.text("folder"));
  Player(call, folder).play(embedded_demo("story"));
  // The story's last line is the auditor's: had it not verified, the story would have failed.
  Json item = demo_sum(folder, call.edges());
  item.set("folder", folder.string());
  item.set("verified", true);
  call.answer(item,
              "\n" + demo_table(item) + "\nverified; all of it is in " + folder.string() + "\n");
  return 0;
}

}  // namespace kontor::cli
