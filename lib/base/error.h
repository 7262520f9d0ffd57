// SPDX-License-Identifier: Apache-2.0
// The one exception of the product. Failure is thrown, answers are values (an operation's fate, a
// signature's verdict, a form's problems). Caught at the top of each program and in the daemon's
// job.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace kontor {

// Closed list; the value is the exit code (kontor(1), "Exit codes").
enum class Fault {
  kRefused = 1,        // the answer is no: a rule refuses, a check finds something
  kUsage = 64,         // the command line is wrong
  kData = 65,          // malformed input
  kNoInput = 66,       // no such file or record
  kUnavailable = 69,   // hub away; local work is done
  kBug = 70,           // a promise inside the program is broken
  kCannotCreate = 73,  // output cannot be created
  kIo = 74,            // reading or writing failed
  kTemporary = 75,     // busy, or still pending after --wait
  kTrust = 76,         // a signature, chain or recomputation does not hold
  kPermission = 77,    // not your role
  kConfig = 78,        // configuration is wrong
};

class Error : public std::runtime_error {
 public:
  // `code` is the stable name that scripts match (snake_case, "evidence_missing"); `message` is
  // lower case without a full stop and names what happened to what; `hint` is the next command or
  // empty.
  Error(Fault fault, std::string code, const std::string& message, std::string hint = {})
      : std::runtime_error(message),
        fault_(fault),
        code_(std::move(code)),
        hint_(std::move(hint)) {}

  Fault fault() const { return fault_; }
  const std::string& code() const { return code_; }
  const std::string& hint() const { return hint_; }

  // Extra members of the JSON error object, each a list of strings ("missing": [...], "next":
  // [...]).
  std::vector<std::pair<std::string, std::vector<std::string>>> lists;
  std::string on;    // the record or file concerned, if one
  std::string rule;  // the rule that refuses, if one

 private:
  Fault fault_;
  std::string code_;
  std::string hint_;
};

[[noreturn]] void check_failed(const char* condition, const char* file, int line);

}  // namespace kontor

// A bug is not an error: aborts in every build.
#define KONTOR_CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::kontor::check_failed(#condition, __FILE__, __LINE__))
