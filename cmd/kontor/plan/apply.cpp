// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/files.h"
#include "cmd/kontor/plan/verbs.h"
#include "lib/plan/reader.h"
#include "lib/plan/record.h"
#include "lib/plan/writer.h"

namespace kontor::cli {

namespace {

std::vector<FileRecord> read_plans(Call&, const TomlFile& file) {
  Json body = plan::body_from_toml(file);
  const std::string id = body.at("plan").str("id");
  Json payload = Json::object({{"version", body.at("plan").num("version")}});
  payload.set("body", std::move(body));
  return {{id, std::move(payload)}};
}

std::string write_plan(const Json& record) {
  return plan::plan_text(plan::body_of(record, record.num("version")));
}

}  // namespace

int apply_plans(Call& call) { return apply_files_with(call, read_plans); }

int show_plan(Call& call) { return show_file_with(call, write_plan); }

int edit_plan(Call& call) { return edit_file_with(call, read_plans, write_plan); }

}  // namespace kontor::cli
