// SPDX-License-Identifier: Apache-2.0
#include "lib/base/file.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>

#include "lib/base/error.h"
#include "tests/scratch.h"

namespace kontor {
namespace {

unsigned mode(const std::string& path) {
  struct stat status{};
  CHECK(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 0777;
}

std::string code_of(const auto& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.code();
  }
  return "";
}

TEST_CASE("files are replaced whole") {
  const Scratch folder;
  SystemFile file;
  CHECK(mode(folder.path()) == 0700);
  const std::string path = folder / "a";
  CHECK_FALSE(file.exists(path));
  file.write_atomic(path, "one");
  CHECK(file.read(path) == "one");
  const Bytes large(100000, '\xFE');
  file.write_atomic(path, large);
  CHECK(file.read(path) == large);
  file.write_atomic(folder / "key", "", Access::kPrivate);
  CHECK(mode(folder / "key") == 0600);
  CHECK(file.read(folder / "key").empty());
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
    count += entry.exists() ? 1 : 0;
  CHECK(count == 2);  // nothing is left beside them
}

TEST_CASE("a file that is written in pieces stands under its name when it is whole") {
  const Scratch folder;
  SystemFile file;
  const auto entries = [&] {
    const std::filesystem::directory_iterator all(folder.path());
    return std::distance(begin(all), end(all));
  };
  file.write_atomic(folder / "a", "old");
  {
    NewFile cut(folder / "a");
    cut.write("half");
    CHECK(file.read(folder / "a") == "old");
  }
  CHECK(entries() == 1);
  NewFile whole(folder / "a");
  whole.write("one ");
  whole.write("two");
  whole.commit();
  CHECK(file.read(folder / "a") == "one two");
  CHECK(entries() == 1);
  CHECK(code_of([&] { NewFile lost(folder / "none/a"); }) == "cannot_create");
}

TEST_CASE("append and remove") {
  const Scratch folder;
  SystemFile file;
  file.append(folder / "log", "a\n");
  file.append(folder / "log", "b\n");
  CHECK(file.read(folder / "log") == "a\nb\n");
  file.remove(folder / "log");
  file.remove(folder / "log");
  CHECK_FALSE(file.exists(folder / "log"));
  file.make_directories(folder / "x/y", Access::kShared);
  CHECK(file.exists(folder / "x/y"));
}

TEST_CASE("failures name the file") {
  const Scratch folder;
  SystemFile file;
  CHECK(code_of([&] { file.read(folder / "none"); }) == "no_such_file");
  CHECK(code_of([&] { file.write_atomic(folder / "none/a", "x"); }) == "cannot_create");
  CHECK(code_of([&] { file.append(folder / "none/a", "x"); }) == "cannot_create");
  CHECK(code_of([&] { file.read(folder.path()); }) == "io_failed");
  file.append(folder / "plain", "x");
  CHECK(code_of([&] { file.make_directories(folder / "plain/y", Access::kShared); }) ==
        "cannot_create");
  CHECK(code_of([&] { file.sync_directory(folder / "plain"); }) == "io_failed");
  CHECK(code_of([&] { file.append("/dev/full", "x"); }) == "disk_full");
}

TEST_CASE("parents") {
  CHECK(parent_directory("a/b/c") == "a/b");
  CHECK(parent_directory("c") == ".");
  CHECK(parent_directory("/c") == "/");
}

}  // namespace
}  // namespace kontor
