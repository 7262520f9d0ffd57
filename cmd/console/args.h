// SPDX-License-Identifier: Apache-2.0
// Words of a command line to named values. The only user of CLI11 (in args.cpp): a command declares
// what it takes as rows and asks for the values by name.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/time.h"

namespace kontor::cli {

enum class Takes {
  kNothing,  // --quiet
  kOne,      // --minutes 25
  kMany,     // --where a=1 --where b=2; of a positional: the rest of the words
  kMaybe,    // --wait, --wait=30
};

struct Argument {
  std::string name;  // "valid-until"; of a positional as it is shown: "customer"
  char letter = 0;   // 'q' for -q
  Takes takes = Takes::kOne;
  bool positional = false;
  bool required = false;  // of a positional
};

class Args {
 public:
  bool has(std::string_view name) const { return find(name) != nullptr; }
  std::string text(std::string_view name, std::string_view otherwise = {}) const;
  std::int64_t number(std::string_view name, std::int64_t otherwise) const;  // Error(kUsage)
  // From 0 on. Error(kUsage)
  std::int64_t count(std::string_view name, std::int64_t otherwise) const;
  // Error(kData, "bad_date" | "bad_time") that names the option.
  std::optional<Date> date(std::string_view name) const;
  std::optional<Instant> instant(std::string_view name) const;
  const std::vector<std::string>& all(std::string_view name) const;  // empty when absent
  void set(std::string_view name, std::vector<std::string> values);

 private:
  const std::vector<std::string>* find(std::string_view name) const;
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

// Error(kUsage, "unknown_option" | "bad_usage") that names the word and the nearest known option.
Args parse_args(const std::vector<Argument>& known, std::vector<std::string> words);

}  // namespace kontor::cli
