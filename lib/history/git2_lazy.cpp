// SPDX-License-Identifier: Apache-2.0
// The functions of libgit2 that this folder calls, each loaded at its first call. Linked the usual
// way libgit2 brings twelve libraries more (Kerberos, TLS, ssh), and every command would load them
// before its first instruction: 0.8 ms of the two that a whole command may take. Most commands
// never ask git.
#include <dlfcn.h>
#include <git2.h>

#include <cstdarg>
#include <string>

#include "lib/base/error.h"

namespace {

constexpr const char* kLibrary = "libgit2.so." LIBGIT2_SOVERSION;

void* loaded() {
  // Never closed: libgit2's own threads and exit handlers may outlive any owner.
  static void* const library = ::dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (library) return library;
  throw kontor::Error(kontor::Fault::kConfig, "no_libgit2",
                      std::string("cannot load ") + kLibrary + ": " + ::dlerror(),
                      "apt install libgit2-" LIBGIT2_SOVERSION);
}

template <typename Function>
Function* symbol(const char* name) {
  void* const found = ::dlsym(loaded(), name);
  KONTOR_CHECK(found != nullptr);  // the version is in the library's name
  return reinterpret_cast<Function*>(found);
}

}  // namespace

#define KONTOR_REAL(function) static auto* const real = symbol<decltype(function)>(#function)

extern "C" {

int git_libgit2_init() {
  KONTOR_REAL(git_libgit2_init);
  return real();
}

int git_libgit2_shutdown() {
  KONTOR_REAL(git_libgit2_shutdown);
  return real();
}

// Only options with one integer are set here.
int git_libgit2_opts(int option, ...) {
  KONTOR_REAL(git_libgit2_opts);
  std::va_list arguments;
  va_start(arguments, option);
  int code = -1;
  if (option == GIT_OPT_SET_CACHE_MAX_SIZE) {
    code = real(option, va_arg(arguments, ssize_t));
  } else {
    KONTOR_CHECK(option == GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION ||
                 option == GIT_OPT_ENABLE_FSYNC_GITDIR);
    code = real(option, va_arg(arguments, int));
  }
  va_end(arguments);
  return code;
}

const git_error* git_error_last() {
  KONTOR_REAL(git_error_last);
  return real();
}

int git_odb_open(git_odb** out, const char* directory) {
  KONTOR_REAL(git_odb_open);
  return real(out, directory);
}

void git_odb_free(git_odb* odb) {
  if (!odb) return;  // nothing was opened: nothing to load
  KONTOR_REAL(git_odb_free);
  real(odb);
}

int git_odb_exists_ext(git_odb* odb, const git_oid* id, unsigned int flags) {
  KONTOR_REAL(git_odb_exists_ext);
  return real(odb, id, flags);
}

int git_odb_read(git_odb_object** out, git_odb* odb, const git_oid* id) {
  KONTOR_REAL(git_odb_read);
  return real(out, odb, id);
}

int git_odb_read_header(size_t* size, git_object_t* type, git_odb* odb, const git_oid* id) {
  KONTOR_REAL(git_odb_read_header);
  return real(size, type, odb, id);
}

const void* git_odb_object_data(git_odb_object* object) {
  KONTOR_REAL(git_odb_object_data);
  return real(object);
}

size_t git_odb_object_size(git_odb_object* object) {
  KONTOR_REAL(git_odb_object_size);
  return real(object);
}

void git_odb_object_free(git_odb_object* object) {
  KONTOR_REAL(git_odb_object_free);
  real(object);
}

int git_indexer_new(git_indexer** out, const char* path, unsigned int mode, git_odb* odb,
                    git_indexer_options* options) {
  KONTOR_REAL(git_indexer_new);
  return real(out, path, mode, odb, options);
}

int git_indexer_append(git_indexer* indexer, const void* data, size_t size,
                       git_indexer_progress* stats) {
  KONTOR_REAL(git_indexer_append);
  return real(indexer, data, size, stats);
}

int git_indexer_commit(git_indexer* indexer, git_indexer_progress* stats) {
  KONTOR_REAL(git_indexer_commit);
  return real(indexer, stats);
}

void git_indexer_free(git_indexer* indexer) {
  if (!indexer) return;
  KONTOR_REAL(git_indexer_free);
  real(indexer);
}

}  // extern "C"
