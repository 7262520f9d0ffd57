// SPDX-License-Identifier: Apache-2.0
#include "lib/base/file.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "lib/base/bounded.h"
#include "lib/base/error.h"
#include "tests/scratch.h"

namespace kontor {
namespace {

namespace fs = std::filesystem;

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

void put(const std::string& path, std::string_view text) {
  NewFile file(path);
  file.write(text);
  file.commit();
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

TEST_CASE("a file keeps the mode of what it replaces, but for what is private") {
  const Scratch folder;
  put(folder / "shared", "one");
  ::chmod((folder / "shared").c_str(), 0604);
  put(folder / "shared", "two");
  CHECK(mode(folder / "shared") == 0604);
  SystemFile().replace(folder / "shared", "key", Access::kPrivate);
  CHECK(mode(folder / "shared") == 0600);
}

TEST_CASE("links lead to the file that is replaced") {
  const Scratch folder;
  fs::create_directory(folder / "far");
  put(folder / "far/real", "old");
  fs::create_symlink("far/real", folder / "link");
  fs::create_symlink(folder / "link", folder / "again");
  fs::create_symlink("far/later", folder / "dangling");
  fs::create_symlink("loop", folder / "loop");
  put(folder / "again", "new");
  put(folder / "dangling", "made");
  CHECK(fs::is_symlink(folder / "link"));
  CHECK(fs::is_symlink(folder / "again"));
  CHECK(SystemFile().read(folder / "far/real") == "new");
  CHECK(SystemFile().read(folder / "far/later") == "made");
  CHECK(code_of([&] { put(folder / "loop", "x"); }) == "cannot_create");
  CHECK(code_of([&] { put(folder / "far", "x"); }) == "cannot_create");
}

TEST_CASE("what is no regular file is written to") {
  const Scratch folder;
  fs::create_symlink("/dev/full", folder / "full");
  CHECK(code_of([&] { put("/dev/full", "x"); }) == "disk_full");
  CHECK(code_of([&] { put(folder / "full", "x"); }) == "disk_full");
  CHECK(fs::is_character_file("/dev/full"));
  put("/dev/null", "x");
  CHECK(fs::is_character_file("/dev/null"));

  CHECK(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  const int reader = ::open((folder / "pipe").c_str(), O_RDONLY | O_NONBLOCK);
  put(folder / "pipe", "through");
  char got[16] = {};
  CHECK(::read(reader, got, sizeof got) == 7);
  CHECK(std::string(got) == "through");
  ::close(reader);
  CHECK(fs::is_fifo(folder / "pipe"));

  const int log = ::open((folder / "log").c_str(), O_WRONLY | O_CREAT, 0600);
  CHECK(::write(log, "before ", 7) == 7);
  put("/dev/fd/" + std::to_string(log), "now");  // as /dev/stdout with `>> log`
  ::close(log);
  CHECK(SystemFile().read(folder / "log") == "before now");
}

TEST_CASE("leftovers of runs that are gone are removed, and of no other") {
  const Scratch folder;
  const pid_t gone = ::fork();
  if (gone == 0) ::_exit(0);
  ::waitpid(gone, nullptr, 0);
  const std::string dead = folder / ("a.new-" + std::to_string(gone) + "-0");
  const std::string held = folder / ("a.new-" + std::to_string(gone) + "-1");
  const std::string other = folder / ("b.new-" + std::to_string(gone) + "-0");
  const std::string alive = folder / ("a.new-" + std::to_string(::getppid()) + "-0");
  const std::string foreign = folder / "a.new-draft";
  for (const std::string& path : {dead, held, other, alive, foreign}) std::ofstream(path) << "x";
  const int lock = ::open(held.c_str(), O_RDONLY);
  CHECK(::flock(lock, LOCK_EX) == 0);
  put(folder / "a", "x");
  ::close(lock);
  CHECK_FALSE(fs::exists(dead));
  for (const std::string& path : {held, other, alive, foreign}) CHECK(fs::exists(path));
}

TEST_CASE("what has no end is read as far as is asked") {
  const Scratch folder;
  SystemFile file;
  file.append(folder / "a", "12345");
  CHECK(read_upto(folder / "a", 5) == "12345");
  CHECK(read_upto(folder / "a", 3) == "1234");
  CHECK(read_upto("/dev/zero", 10000).size() == 10001);
}

TEST_CASE("parents") {
  CHECK(parent_directory("a/b/c") == "a/b");
  CHECK(parent_directory("c") == ".");
  CHECK(parent_directory("/c") == "/");
}

}  // namespace
}  // namespace kontor
