// SPDX-License-Identifier: Apache-2.0
// kontor-generate DIR: writes man/, completions/ and schemas/*.schema.json below DIR from the
// tables. The build's target `generate` runs it on the source; a test compares.
#include <cstdio>
#include <exception>
#include <string>

#include "cmd/kontor/completion.h"
#include "cmd/kontor/manual.h"
#include "cmd/kontor/schemas.h"
#include "lib/base/file.h"

namespace {

void write_file(const std::string& path, const std::string& text) {
  kontor::SystemFile file;
  file.make_directories(kontor::parent_directory(path), kontor::Access::kShared);
  file.replace(path, text, kontor::Access::kShared);
}

void generate(const std::string& root) {
  for (const auto& [name, text] : kontor::cli::manual_pages()) {
    write_file(root + "/man/" + name, text);
  }
  write_file(root + "/completions/kontor.bash", kontor::cli::completion("bash"));
  write_file(root + "/completions/_kontor", kontor::cli::completion("zsh"));
  write_file(root + "/completions/kontor.fish", kontor::cli::completion("fish"));
  for (const std::string& noun : kontor::cli::schema_nouns()) {
    write_file(root + "/schemas/" + noun + ".schema.json",
               kontor::cli::noun_schema(noun).pretty() + "\n");
  }
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) {
    std::fputs("usage: kontor-generate DIR\n", stderr);
    return 64;
  }
  try {
    generate(words[1]);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "kontor-generate: %s\n", error.what());
    return 70;
  }
}
