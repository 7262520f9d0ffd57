// SPDX-License-Identifier: Apache-2.0
// The sources as texts, so that each rule is a function that its test can feed with an offence.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::lint {

using Tree = std::map<std::string, std::string>;  // path from the repository's root -> text
using Problems = std::vector<std::string>;        // "lib/x/y.cpp:12: what is wrong"

// C++ and the other files that rules look at, from the folder that KONTOR_SOURCE names.
Tree read_repository();

// Comments and the contents of literals become blanks; lines stay where they are.
std::string without_comments_and_literals(std::string_view text);
std::size_t line_of(std::string_view text, std::size_t offset);  // the first line is 1

struct Include {
  std::string path;
  bool quoted = false;
  std::size_t line = 0;
};
std::vector<Include> includes_of(std::string_view text);

bool is_source(std::string_view path);  // .cpp or .h
bool is_test(std::string_view path);    // under tests/, or named *_test.cpp, *_test.h, test_*

struct Layer {
  int rank = 0;
  std::string folder;
  // What nouns below it reckon with: pure as they are, without records of its own.
  bool engine() const { return folder == "commission"; }
  bool noun() const { return rank == 3 && folder != "history" && !engine(); }
};
std::vector<Layer> parse_layers(std::string_view text);  // lib/LAYERS

}  // namespace kontor::lint
