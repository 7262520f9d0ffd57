// SPDX-License-Identifier: Apache-2.0
// A foreign file becomes leads (and the contacts that its rows tell of) in one transaction: all of
// it, or nothing. Every refused line is named; with --keep-going the others are taken.
#include "lib/lead/import.h"

#include <fstream>

#include "cmd/console/progress.h"
#include "cmd/kontor/lead/verbs.h"
#include "cmd/kontor/records.h"
#include "lib/base/error.h"
#include "lib/config/csv.h"

namespace kontor::cli {
namespace {

constexpr Field kRefusedFields[] = {
    {.name = "line", .type = Type::kInt, .need = Need::kRequired, .doc = "from 1"},
    {.name = "field", .type = Type::kText, .doc = "of the record; absent: the row as a whole"},
    {.name = "reason", .type = Type::kText, .need = Need::kRequired, .doc = "what is wrong"},
};
constexpr Form kRefused{"lead.import.refused", kRefusedFields};
constexpr Field kFields[] = {
    {.name = "file", .type = Type::kText, .need = Need::kRequired, .doc = "as it was named"},
    {.name = "source", .type = Type::kWord, .need = Need::kRequired, .doc = "name in the mapping"},
    {.name = "rows", .type = Type::kInt, .need = Need::kRequired, .doc = "that were read"},
    {.name = "imported", .type = Type::kInt, .need = Need::kRequired, .doc = "rows taken now"},
    {.name = "present", .type = Type::kInt, .need = Need::kRequired, .doc = "rows taken before"},
    {.name = "operations", .type = Type::kInt, .need = Need::kRequired, .doc = "that were written"},
    {.name = "dry_run", .type = Type::kFlag, .doc = "nothing was written"},
    {.name = "refused",
     .type = Type::kObject,
     .need = Need::kRequired,
     .many = Many::kList,
     .form = &kRefused,
     .doc = "rows that were not taken"},
};
constexpr Form kForm{"lead.import", kFields};

// What one file comes to.
struct Batch {
  std::vector<WriteRequest> requests;
  std::vector<std::int64_t> lines;  // of each request
  std::vector<ImportProblem> problems;
  std::int64_t rows = 0;
  std::int64_t present = 0;
  std::int64_t imported = 0;
  std::int64_t operations = 0;
};

class Importer {
 public:
  explicit Importer(Call& call)
      : call_(call),
        file_(call.args.text("file")),
        map_(parse_import_map(read_toml(map_file(call)), lead::import_fields())),
        actor_(call.actor()),
        at_(call.stated_time()) {}

  const std::string& source() const { return map_.name; }

  Batch read() {
    std::ifstream in(file_, std::ios::binary);
    if (!in) throw Error(Fault::kNoInput, "no_such_file", "cannot read " + file_);
    in.seekg(0, std::ios::end);
    const auto size = static_cast<std::size_t>(std::max<std::streamoff>(in.tellg(), 0));
    in.seekg(0);
    CsvReader reader(in, file_, map_.delimiter);
    const ImportMapper mapper(map_, reader.columns());
    Workspace& site = call_.workspace();
    lead::Import import({site.ledger(), site.scope(), map_.name});
    const StoreState state = site.live();
    Progress progress(call_.env, "reading", size, shows_progress());
    Batch batch;
    for (CsvRow row; reader.next(row);) {
      take(batch, import.row(mapper.map_row(row), state), row.line);
      if (in.good()) progress.update(static_cast<std::size_t>(in.tellg()));
    }
    return batch;
  }

  // Whether the batch may be written.
  bool write(Batch& batch) {
    const bool keep = call_.args.has("keep-going");
    if ((!batch.problems.empty() && !keep) || call_.args.has("dry-run")) return false;
    Progress progress(call_.env, "writing", batch.requests.size(), shows_progress());
    const auto refused = [&](std::size_t n, const Error& error) {
      batch.problems.push_back({batch.lines[n], "", error.what()});
      return keep;
    };
    batch.operations = static_cast<std::int64_t>(call_.workspace().write_many(
        std::move(batch.requests), refused, [&](std::size_t done) { progress.update(done); }));
    return true;
  }

 private:
  bool shows_progress() const { return !call_.quiet() && !call_.json(); }
  static std::string map_file(const Call& call) {
    if (call.args.has("map")) return call.args.text("map");
    throw Error(Fault::kUsage, "bad_usage", "--map is missing",
                "--map MAP.toml says what becomes of the columns");
  }

  void take(Batch& batch, lead::ImportedRow row, std::int64_t line) {
    ++batch.rows;
    batch.present += row.present;
    batch.imported += !row.operations.empty();
    batch.problems.insert(batch.problems.end(), row.problems.begin(), row.problems.end());
    for (lead::ImportedOperation& one : row.operations) {
      for (auto& [field, text] : one.private_texts) one.payload.set(field, std::move(text));
      WriteRequest request;
      request.kind = std::move(one.kind);
      request.on = std::move(one.on);
      request.payload = std::move(one.payload);
      request.actor = actor_;
      request.at = at_;
      batch.requests.push_back(std::move(request));
      batch.lines.push_back(line);
    }
  }

  Call& call_;
  std::string file_;
  ImportMap map_;
  std::string actor_;
  std::string at_;
};

Json batch_json(const Call& call, const std::string& source, const Batch& batch, bool written) {
  Json refused = Json::array();
  for (const ImportProblem& one : batch.problems) {
    Json row = Json::object({{"line", one.line}, {"reason", one.message}});
    if (!one.field.empty()) row.set("field", one.field);
    refused.push(std::move(row));
  }
  Json item = Json::object({{"file", call.args.text("file")},
                            {"source", source},
                            {"rows", batch.rows},
                            {"imported", written ? batch.imported : 0},
                            {"present", batch.present},
                            {"operations", batch.operations},
                            {"refused", std::move(refused)}});
  if (call.args.has("dry-run")) {
    item.set("dry_run", true);
    item.set("imported", batch.imported);
  }
  return item;
}

// Refused lines are the result, not talk: they stand here with --quiet too.
std::string batch_text(const Json& item, bool quiet) {
  std::string out;
  for (const Json& one : item.list("refused")) {
    out += item.str("file") + ":" + std::to_string(one.num("line")) + ": ";
    if (one.has("field")) out += one.str("field") + ": ";
    out += one.str("reason") + "\n";
  }
  if (quiet) return out;
  return out + std::to_string(item.num("rows")) + " rows, " + std::to_string(item.num("imported")) +
         " imported, " + std::to_string(item.num("present")) + " present before, " +
         std::to_string(item.list("refused").size()) + " problems\n";
}

}  // namespace

const Form* import_form() { return &kForm; }

int import_leads(Call& call) {
  Importer importer(call);
  Batch batch = importer.read();
  const bool written = importer.write(batch);
  const Json item = batch_json(call, importer.source(), batch, written);
  if (!batch.problems.empty() && !written && !call.args.has("dry-run")) {
    call.say("nothing was imported; --keep-going takes the other rows");
  }
  call.answer(item, batch_text(item, call.quiet()));
  return batch.problems.empty() ? 0 : static_cast<int>(Fault::kData);
}

}  // namespace kontor::cli
