// SPDX-License-Identifier: Apache-2.0
// Reading goes through libgit2's object database alone, opened at the first object: comparing a ref
// must not pay for the library's start (4 ms), and a database asks nothing about who owns the
// folder.
#include "lib/history/repository.h"

#include <git2.h>
#include <git2/sys/odb_backend.h>

#include <algorithm>
#include <mutex>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/history/disk.h"
#include "lib/history/pack.h"
#include "lib/history/refs.h"
#include "lib/history/upkeep.h"

namespace kontor {
namespace {

namespace fs = std::filesystem;

// What one object may inflate to: documents have 8 MiB; more is an attack on memory.
constexpr std::size_t kMaxObjectBytes = 64u << 20;
constexpr ssize_t kCacheBytes = 8 << 20;  // of libgit2's parsed objects, whole process
// The clock of file times is that coarse: a change within this time of another may not show.
constexpr std::int64_t kClockGrainNs = 50'000'000;

void start_library() {
  static std::once_flag once;
  std::call_once(once, [] {
    git_libgit2_init();
    git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, kCacheBytes);
    // Each object is hashed once, by OpenSSL, which is several times as fast.
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
  });
}

std::string library_message() {
  const git_error* error = git_error_last();
  return error != nullptr && error->message != nullptr ? error->message : "unknown";
}

git_oid to_git(const Oid& oid) {
  git_oid out;
  std::copy(oid.raw.begin(), oid.raw.end(), out.id);
  return out;
}

// The few settings that change what is on disk; the rest of git's configuration is not ours to
// read.
void check_format(const fs::path& path) {
  std::string section;
  for (const std::string& row : split(disk::read_file(path / "config").value_or(""), '\n')) {
    const std::string text = lower(trim(row));
    std::string_view line = text;
    if (line.starts_with('[')) {
      const std::size_t close = std::min(line.find(']'), line.size() - 1);
      section = line.substr(1, close - 1);
      line.remove_prefix(close + 1);
    }
    const std::size_t equals = std::min(line.find('='), line.size());
    const std::string name = section + "." + std::string(trim(line.substr(0, equals)));
    const std::string_view value = trim(line.substr(std::min(equals + 1, line.size())));
    const bool foreign = (name == "extensions.objectformat" && value != "sha1") ||
                         (name == "extensions.refstorage" && value != "files") ||
                         (name == "core.repositoryformatversion" && value != "0" && value != "1");
    if (foreign) {
      throw Error(Fault::kData, "foreign_object_format",
                  path.string() + " has " + name + " = " + std::string(value) +
                      "; kontor reads object format sha1 with ref format files");
    }
  }
}

// History hubs refuse what would rewrite history even when stock git pushes past our own checks.
std::string first_config(RepositoryUse use) {
  std::string text =
      "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n"
      "\tfsync = committed,loose-object,reference\n"
      "[transfer]\n\tunpackLimit = 1\n";
  if (use == RepositoryUse::kCache) return text + "[gc]\n\tauto = 0\n";
  text += "[receive]\n\tfsckObjects = true\n\tunpackLimit = 1\n";
  if (use == RepositoryUse::kHistoryHub) {
    text += "\tdenyNonFastForwards = true\n\tdenyDeletes = true\n";
  }
  return text;
}

}  // namespace

struct Repository::Impl {
  explicit Impl(const fs::path& where) : path(where), refs(where) {}
  ~Impl() { git_odb_free(odb); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  fs::path path;
  RefStore refs;

  git_odb* database() {
    if (odb == nullptr) reopen();
    return odb;
  }
  bool packs_changed() const;
  void reopen();
  bool exists(const Oid& oid);
  std::optional<Object> find(const Oid& oid);

  fs::path pack_directory() const { return path / "objects" / "pack"; }

 private:
  std::optional<Object> look(const Oid& oid);

  git_odb* odb = nullptr;
  std::int64_t packs_modified_ns = 0;
  bool packs_settled = false;  // their folder was older than the clock's grain when we looked
};

bool Repository::Impl::packs_changed() const {
  const auto now = disk::status(pack_directory());
  return !packs_settled || !now || now->modified_ns != packs_modified_ns;
}

// The new handle is opened before the old one goes: what both know stays open (libgit2 shares packs
// by path), what was deleted is let go.
void Repository::Impl::reopen() {
  start_library();
  const auto status = disk::status(pack_directory());
  packs_modified_ns = status ? status->modified_ns : 0;
  packs_settled = disk::now_ns() - packs_modified_ns > kClockGrainNs;
  git_odb* fresh = nullptr;
  if (git_odb_open(&fresh, (path / "objects").c_str()) != 0) {
    throw Error(Fault::kIo, "io_failed",
                "cannot open objects of " + path.string() + ": " + library_message());
  }
  git_odb_free(odb);
  odb = fresh;
}

bool Repository::Impl::exists(const Oid& oid) {
  const git_oid id = to_git(oid);
  if (git_odb_exists_ext(database(), &id, GIT_ODB_LOOKUP_NO_REFRESH) == 1) return true;
  if (!packs_changed()) return false;
  reopen();
  return git_odb_exists_ext(odb, &id, GIT_ODB_LOOKUP_NO_REFRESH) == 1;
}

std::optional<Object> Repository::Impl::look(const Oid& oid) {
  const git_oid id = to_git(oid);
  std::size_t size = 0;
  git_object_t type{};
  // The size comes first: nothing is inflated that is too large.
  if (git_odb_read_header(&size, &type, database(), &id) != 0) return std::nullopt;
  if (size > kMaxObjectBytes) {
    throw Error(Fault::kData, "object_too_large",
                "object " + oid.text() + " has " + std::to_string(size) + " bytes");
  }
  git_odb_object* found = nullptr;
  if (git_odb_read(&found, odb, &id) != 0) return std::nullopt;
  const std::unique_ptr<git_odb_object, decltype(&git_odb_object_free)> owner(found,
                                                                              git_odb_object_free);
  if (type != GIT_OBJECT_COMMIT && type != GIT_OBJECT_TREE && type != GIT_OBJECT_BLOB) {
    throw Error(Fault::kData, "foreign_object", "object " + oid.text() + " is a tag");
  }
  const auto* data = static_cast<const char*>(git_odb_object_data(found));
  Object object =
      make_object(static_cast<ObjectType>(type), std::string(data, git_odb_object_size(found)));
  if (object.oid != oid) {
    throw Error(Fault::kTrust, "corrupt_object",
                "object " + oid.text() + " is damaged in " + path.string());
  }
  return object;
}

std::optional<Object> Repository::Impl::find(const Oid& oid) {
  if (auto object = look(oid)) return object;
  if (!packs_changed()) return std::nullopt;
  reopen();  // a new pack, or the object's pack was consolidated away
  return look(oid);
}

Repository::Repository(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Repository::Repository(Repository&&) noexcept = default;
Repository& Repository::operator=(Repository&&) noexcept = default;
Repository::~Repository() = default;

bool Repository::exists(const fs::path& path) {
  return disk::file_exists(path / "HEAD") && disk::is_directory(path / "objects") &&
         disk::is_directory(path / "refs");
}

Repository Repository::open(const fs::path& path) {
  if (!exists(path)) {
    throw Error(Fault::kNoInput, "no_repository", "no git repository at " + path.string());
  }
  check_format(path);
  return Repository(std::make_unique<Impl>(path));
}

Repository Repository::create(const fs::path& path, RepositoryUse use) {
  if (!exists(path)) {
    for (const char* folder : {"objects/info", "objects/pack", "refs/heads", "refs/tags", "info"}) {
      disk::make_directories(path / folder);
    }
    if (!disk::file_exists(path / "HEAD")) {
      disk::write_file(path / "config", first_config(use), path);
      // HEAD comes last: with it the repository exists.
      disk::write_file(path / "HEAD", "ref: refs/heads/ledger\n", path);
    }
  }
  return open(path);
}

const fs::path& Repository::path() const { return impl_->path; }

bool Repository::has(const Oid& oid) const { return impl_->exists(oid); }

std::optional<Object> Repository::find(const Oid& oid) const { return impl_->find(oid); }

Object Repository::read(const Oid& oid) const {
  if (auto object = impl_->find(oid)) return std::move(*object);
  throw Error(Fault::kTrust, "missing_object",
              "object " + oid.text() + " is missing in " + impl_->path.string());
}

std::string Repository::read_blob(const Oid& oid) const {
  Object object = read(oid);
  if (object.type != ObjectType::kBlob) {
    throw Error(Fault::kTrust, "not_a_blob", "object " + oid.text() + " is not a blob");
  }
  return std::move(object.bytes);
}

void Repository::write_pack(const std::vector<Object>& objects, EntryCache* cache) {
  if (objects.empty()) return;
  remove_torn_loose(impl_->path, objects);
  PackWriter writer(impl_->pack_directory());
  for (const Object& object : objects) writer.add(object, cache);
  writer.finish();
}

std::optional<Oid> Repository::ref(std::string_view name) const { return impl_->refs.read(name); }

std::map<std::string, Oid> Repository::refs(std::string_view prefix) const {
  return impl_->refs.list(prefix);
}

Swap Repository::swap(std::string_view name, const std::optional<Oid>& from, const Oid& to) {
  if (!has(to)) {
    throw Error(Fault::kTrust, "missing_object",
                "object " + to.text() + " is missing in " + impl_->path.string());
  }
  return impl_->refs.change(name, {false, from}, to);
}

Swap Repository::remove(std::string_view name, const Oid& from) {
  return impl_->refs.change(name, {false, from}, std::nullopt);
}

void Repository::replace(std::string_view name, const Oid& to) {
  if (!has(to)) {
    throw Error(Fault::kTrust, "missing_object",
                "object " + to.text() + " is missing in " + impl_->path.string());
  }
  impl_->refs.change(name, {true, std::nullopt}, to);
}

std::vector<std::string> Repository::tidy() {
  std::vector<std::string> notes = impl_->refs.tidy();
  for (std::string& note : tidy_objects(impl_->path)) notes.push_back(std::move(note));
  return notes;
}

}  // namespace kontor
