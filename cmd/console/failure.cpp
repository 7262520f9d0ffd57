// SPDX-License-Identifier: Apache-2.0
#include "cmd/console/failure.h"

#include <exception>
#include <filesystem>
#include <new>

#include "lib/base/json.h"
#include "lib/base/text.h"

namespace kontor::cli {
namespace {

Json error_json(const Error& error) {
  Json body = Json::object({{"code", error.code()},
                            {"exit", exit_code(error)},
                            {"message", printable(split(error.what(), '\n').front())}});
  if (!error.on.empty()) body.set("on", error.on);
  if (!error.rule.empty()) body.set("rule", error.rule);
  bool next = false;
  for (const auto& [name, items] : error.lists) {
    body.set(name, Json::strings(items));
    next = next || name == "next";
  }
  if (!next && !error.hint().empty()) body.set("next", Json::array({error.hint()}));
  return Json::object({{"error", std::move(body)}});
}

// One finding a line, as a compiler prints them; else the message, and what it lists beyond that.
void tell_lines(const Env& env, const std::string& head, const std::string& program,
                const Error& error) {
  const std::vector<std::string> lines = split(error.what(), '\n');
  for (const std::string& line : lines) env.talk(head + printable(line) + "\n");
  if (lines.size() > 1) return;
  for (const auto& [name, items] : error.lists) {
    if (name == "next") continue;
    for (const std::string& item : items) {
      if (lines.front().find(item) != std::string::npos) continue;
      env.talk(program + ":   " + name + ": " + printable(item) + "\n");
    }
  }
}

}  // namespace

Error caught() {
  try {
    throw;
  } catch (const Error& error) {
    return error;
  } catch (const std::filesystem::filesystem_error& error) {
    return Error(Fault::kIo, "io_failed", error.what());
  } catch (const std::bad_alloc&) {
    return Error(Fault::kIo, "no_memory", "out of memory");
  } catch (const std::exception& error) {
    return Error(Fault::kBug, "bug", error.what(), "please report this with the command you typed");
  }
}

int exit_code(const Error& error) {
  return error.code() == "nothing_to_do" ? 0 : static_cast<int>(error.fault());
}

void tell(const Env& env, const std::string& program, const std::string& command,
          const Error& error, bool json) {
  if (json) return env.talk(error_json(error).encode() + "\n");
  const std::string prefix = command.empty() ? "" : command + ": ";
  const bool said = std::string_view(error.what()).starts_with(prefix);
  tell_lines(env, program + ": " + (said ? "" : prefix), program, error);
  if (!error.hint().empty()) env.talk(program + ": hint: " + error.hint() + "\n");
  for (const auto& [name, items] : error.lists) {
    if (name != "next") continue;
    for (const std::string& item : items) env.talk(program + ": hint: " + printable(item) + "\n");
  }
}

}  // namespace kontor::cli
