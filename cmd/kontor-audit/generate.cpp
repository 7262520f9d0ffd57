// SPDX-License-Identifier: Apache-2.0
// kontor-audit-generate DIR: writes man/kontor-audit.1, man/kontor-proof.5 and
// schemas/audit.schema.json below DIR. The build's target `generate` runs it on the source; a test
// compares.
#include <cstdio>
#include <exception>
#include <string>

#include "cmd/kontor-audit/manual.h"
#include "lib/base/file.h"

namespace {

void write_file(const std::string& path, const std::string& text) {
  kontor::SystemFile file;
  file.make_directories(kontor::parent_directory(path), kontor::Access::kShared);
  file.replace(path, text, kontor::Access::kShared);
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) {
    std::fputs("usage: kontor-audit-generate DIR\n", stderr);
    return 64;
  }
  try {
    const std::string root = words[1];
    write_file(root + "/man/kontor-audit.1", kontor::auditor::manual_page());
    write_file(root + "/man/kontor-proof.5", kontor::auditor::proof_page());
    write_file(root + "/schemas/audit.schema.json", kontor::auditor::schemas().pretty() + "\n");
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "kontor-audit-generate: %s\n", error.what());
    return 70;
  }
}
