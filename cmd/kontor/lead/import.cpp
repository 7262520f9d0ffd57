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
  std::vector<ImportProblem> problems;
  bool written = false;
  std::int64_t rows = 0;
  std::int64_t present = 0;
  std::int64_t imported = 0;
  std::int64_t operations = 0;
};

// A file whose rows become requests one after another: memory is that of a row.
class Importer {
 public:
  explicit Importer(Call& call)
      : call_(call),
        file_(call.args.text("file")),
        map_(parse_import_map(read_toml(map_file(call)), lead::import_fields())),
        actor_(call.actor()),
        at_(call.stated_time()),
        keep_(call.args.has("keep-going")),
        in_(open(file_)),
        size_(size_of(in_)),
        reader_(in_, file_, map_.delimiter),
        mapper_(map_, reader_.columns()),
        site_(call.workspace()),
        state_(site_.live()),
        import_({site_.ledger(), site_.scope(), map_.name}),
        progress_(call.env, "importing", size_, !call.quiet() && !call.json()) {}

  const std::string& source() const { return map_.name; }

  Batch run() {
    if (call_.args.has("dry-run")) {
      while (read_row()) {
      }
      return std::move(batch_);
    }
    const std::size_t operations =
        site_.write_many([this](WriteRequest& request) { return pull(request); },
                         [this](const Error& error) {
                           refused_.push_back({line_, "", error.what()});
                           return true;  // the other rows may have problems, too
                         });
    batch_.operations = static_cast<std::int64_t>(operations);
    batch_.written = !given_up();
    // A file with faults of its own is to be mended before anybody looks at the records.
    if (keep_ || batch_.problems.empty()) {
      batch_.problems.insert(batch_.problems.end(), refused_.begin(), refused_.end());
    }
    return std::move(batch_);
  }

 private:
  using Pull = Workspace::Pull;

  static std::string map_file(const Call& call) {
    if (call.args.has("map")) return call.args.text("map");
    throw Error(Fault::kUsage, "bad_usage", "--map is missing",
                "--map MAP.toml says what becomes of the columns");
  }
  static std::ifstream open(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw Error(Fault::kNoInput, "no_such_file", "cannot read " + file);
    return in;
  }
  static std::size_t size_of(std::istream& in) {
    in.seekg(0, std::ios::end);
    const auto size = static_cast<std::size_t>(std::max<std::streamoff>(in.tellg(), 0));
    in.seekg(0);
    return size;
  }

  // All or nothing, and it will be nothing: what is left is read for its problems alone.
  bool given_up() const { return !keep_ && !(batch_.problems.empty() && refused_.empty()); }

  Pull pull(WriteRequest& request) {
    while (next_ == row_.operations.size() || given_up()) {
      if (!read_row()) return given_up() ? Pull::kGiveUp : Pull::kEnd;
    }
    lead::ImportedOperation& one = row_.operations[next_++];
    for (auto& [field, text] : one.private_texts) one.payload.set(field, std::move(text));
    request.kind = std::move(one.kind);
    request.on = std::move(one.on);
    request.payload = std::move(one.payload);
    request.actor = actor_;
    request.at = at_;
    return Pull::kRequest;
  }

  bool read_row() {
    if (!reader_.next(read_)) return false;
    row_ = import_.row(mapper_.map_row(read_), state_);
    next_ = 0;
    line_ = read_.line;
    ++batch_.rows;
    batch_.present += row_.present;
    batch_.imported += !row_.operations.empty();
    batch_.problems.insert(batch_.problems.end(), row_.problems.begin(), row_.problems.end());
    if (in_.good()) progress_.update(static_cast<std::size_t>(in_.tellg()));
    return true;
  }

  Call& call_;
  const std::string file_;
  const ImportMap map_;
  const std::string actor_;
  const std::string at_;
  const bool keep_;
  std::ifstream in_;
  const std::size_t size_;
  CsvReader reader_;
  const ImportMapper mapper_;
  Workspace& site_;
  const StoreState state_;
  lead::Import import_;
  Progress progress_;
  CsvRow read_;
  lead::ImportedRow row_;
  std::size_t next_ = 0;
  std::int64_t line_ = 0;
  std::vector<ImportProblem> refused_;
  Batch batch_;
};

Json batch_json(const Call& call, const std::string& source, const Batch& batch) {
  Json refused = Json::array();
  for (const ImportProblem& one : batch.problems) {
    Json row = Json::object({{"line", one.line}, {"reason", one.message}});
    if (!one.field.empty()) row.set("field", one.field);
    refused.push(std::move(row));
  }
  Json item = Json::object({{"file", call.args.text("file")},
                            {"source", source},
                            {"rows", batch.rows},
                            {"imported", batch.written ? batch.imported : 0},
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
  const Batch batch = importer.run();
  const Json item = batch_json(call, importer.source(), batch);
  if (!batch.problems.empty() && !batch.written && !call.args.has("dry-run")) {
    call.say("nothing was imported; --keep-going takes the other rows");
  }
  call.answer(item, batch_text(item, call.quiet()));
  return batch.problems.empty() ? 0 : static_cast<int>(Fault::kData);
}

}  // namespace kontor::cli
