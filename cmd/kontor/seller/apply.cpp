// SPDX-License-Identifier: Apache-2.0
// A seller's id is random, because a slug would be a name: a file names the login, and the seller
// of that login is the one that the file is about.
#include "cmd/kontor/files.h"
#include "cmd/kontor/seller/verbs.h"
#include "lib/base/error.h"
#include "lib/change/file_form.h"
#include "lib/seller/record.h"

namespace kontor::cli {
namespace {

std::string private_text(Workspace& site, const Json& record, std::string_view field) {
  const Json* secret = record.find(field);
  const auto row = secret ? site.store().private_value(secret->str("c")) : std::nullopt;
  return row ? row->value : std::string();
}

std::string with_login(Workspace& site, const std::string& login) {
  const StoreState state = site.live();
  for (const std::string& id : state.ids("seller")) {
    const Record record = state.get("seller", id);
    if (record && private_text(site, *record, "login") == login) return id;
  }
  return "";
}

std::vector<FileRecord> read_sellers(Call& call, const TomlFile& file) {
  Workspace& site = call.workspace();
  std::vector<FileRecord> out;
  for (FilePayload& read : read_form_file(file, "seller", seller::apply_form)) {
    std::string id = read.id;
    const std::string login = read.payload.str_or("login");
    if (id.empty() && !login.empty()) id = with_login(site, login);
    if (id.empty()) id = site.new_id();
    FileRecord record{std::move(id), std::move(read.payload)};
    keep_commitments(call, seller::apply_form, record);
    out.push_back(std::move(record));
  }
  return out;
}

}  // namespace

int apply_sellers(Call& call) { return apply_files_with(call, read_sellers); }

int edit_seller(Call& call) {
  return edit_file_with(call, read_sellers,
                        [&](const Json& record) { return write_by_form(call, record); });
}

int diff_sellers(Call& call) { return diff_files_with(call, read_sellers); }

}  // namespace kontor::cli
