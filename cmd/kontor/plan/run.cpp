// SPDX-License-Identifier: Apache-2.0
// Orders on standard input, what a plan makes of them on standard output: no store, and no more in
// memory than lib/commission/run.h says. Lines are taken in order here; those that come next are
// read and judged beside it, a block ahead.
#include "lib/commission/run.h"

#include <future>

#include "cmd/console/lines.h"
#include "cmd/kontor/call.h"
#include "cmd/kontor/plan/verbs.h"
#include "lib/base/error.h"
#include "lib/commission/run_line.h"
#include "lib/config/toml.h"
#include "lib/plan/reader.h"

namespace kontor::cli {
namespace {

constexpr std::size_t kOutputBytes = 64 * 1024;  // that are worth passing on
// Of lines: enough to be worth a thread, and little to hold three times over.
constexpr std::size_t kBlockLines = 64;
constexpr std::size_t kBlockBytes = 256 * 1024;

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == line.npos; }

Error at_line(std::int64_t number, const Error& error) {
  const std::string line = std::to_string(number);
  Error out(error.fault(), "bad_line", "line " + line + ": " + error.what(),
            "--keep-going takes the lines that are good");
  out.on = "line " + line;
  return out;
}

// A line that is too long ends the run: where the next one begins is not known.
Error unended_line(std::int64_t number, const Error& error) {
  const std::string line = std::to_string(number);
  Error out(error.fault(), "bad_line", "line " + line + ": " + error.what(),
            "an order is one line of JSON; is an end of line missing?");
  out.on = "line " + line;
  return out;
}

struct Row {
  std::int64_t number = 0;
  std::string text;
};
struct Block {
  std::vector<Row> rows;
  std::exception_ptr broken;  // what ended the stream after them
  bool is_last = false;
};

Block read_block(Lines& lines) {
  Block out;
  try {
    std::size_t bytes = 0;
    for (std::string_view line; out.rows.size() < kBlockLines && bytes < kBlockBytes;) {
      if (!lines.next(line)) {
        out.is_last = true;
        break;
      }
      if (is_blank(line)) continue;
      out.rows.push_back({lines.number(), std::string(line)});
      bytes += line.size();
    }
  } catch (const Error& error) {
    out.broken = error.fault() == Fault::kData
                     ? std::make_exception_ptr(unended_line(lines.number() + 1, error))
                     : std::current_exception();
  }
  return out;
}

struct JudgedRow {
  std::int64_t number = 0;
  std::variant<commission::RunLine, Error> line;  // or what is wrong with it
};
struct JudgedBlock {
  std::vector<JudgedRow> rows;
  std::exception_ptr broken;
  bool is_last = false;
};

JudgedBlock judge(const plan::Plan& plan, const Block& block) {
  JudgedBlock out{{}, block.broken, block.is_last};
  out.rows.reserve(block.rows.size());
  for (const Row& row : block.rows) {
    try {
      out.rows.push_back({row.number, commission::run_line(plan, parse_json(row.text))});
    } catch (const Error& error) {
      out.rows.push_back({row.number, error});
    }
  }
  return out;
}

class Runner {
 public:
  Runner(Call& call, const plan::Plan& plan)
      : call_(call),
        keep_going_(call.args.has("keep-going")),
        plan_(plan),
        run_(plan, call.args.has("explain") ? commission::RunDetail::kExplain
                                            : commission::RunDetail::kShares) {}

  int run() {
    Lines lines(call_.env.in);
    std::future<JudgedBlock> ahead = judge_next(lines);
    for (bool more = true; more;) {
      JudgedBlock block = ahead.get();
      more = !block.is_last && !block.broken;
      if (more) ahead = judge_next(lines);
      for (JudgedRow& row : block.rows) {
        take(row);
        if (text_.size() >= kOutputBytes) pass_on();
      }
      if (block.broken) {
        give_up();
        std::rethrow_exception(block.broken);
      }
    }
    run_.finish(text_);
    pass_on();
    if (bad_ > 0) call_.warn(std::to_string(bad_) + " lines refused");
    return bad_ == 0 ? 0 : static_cast<int>(Fault::kData);
  }

 private:
  std::future<JudgedBlock> judge_next(Lines& lines) const {
    return std::async(std::launch::async | std::launch::deferred,
                      [this, block = read_block(lines)] { return judge(plan_, block); });
  }

  void take(JudgedRow& row) {
    try {
      if (const auto* error = std::get_if<Error>(&row.line)) throw *error;
      run_.take(std::get<commission::RunLine>(std::move(row.line)), text_);
    } catch (const Error& error) {
      if (error.fault() != Fault::kData) throw;
      const Error named = at_line(row.number, error);
      ++bad_;
      if (keep_going_) return call_.warn(named.what());
      give_up();
      throw named;
    }
  }

  // What the lines before came to.
  void give_up() {
    pass_on();
    if (!call_.args.has("output")) call_.out().finish();
  }

  void pass_on() {
    call_.out().put(text_);
    text_.clear();
  }

  Call& call_;
  const bool keep_going_;
  const plan::Plan& plan_;
  commission::Run run_;
  std::string text_;
  std::int64_t bad_ = 0;
};

struct Example {
  std::string_view word;
  std::string_view text;
};
constexpr Example kExamples[] = {
    {"order",
     R"({"t":"order","order":"o1","closed":"2025-08-28T10:20:00Z","channel":"online","partner":"online",
 "items":[{"item":"phone","one_time":49900}],
 "touches":[{"evidence":"consultation","partner":"nord","seller":"anna","at":"2025-08-18T10:00:00Z",
             "minutes":25}]})"},
    {"return", R"({"t":"return","order":"o1","cause":"withdrawal","date":"2025-09-10"})"},
    {"restore", R"({"t":"restore","order":"o1","date":"2025-09-12"})"},
    {"settle", R"({"t":"settle","until":"2025-08-31"})"},
    {"claim",
     R"({"currency":"EUR","date":"2025-08-28","item":"phone","order":"o1","plan":"telco-retail","pool":1000,
 "shares":[{"amount":333,"partner":"nord","payee":"nord","role":"business","stage":"consultation"},
           ...],"t":"claim","version":3})"},
};

std::vector<LineForm> line_forms(std::span<const commission::RunForm> forms) {
  std::vector<LineForm> out;
  for (const commission::RunForm& row : forms) {
    LineForm& form = out.emplace_back(LineForm{row.word, row.form, row.doc, {}});
    for (const Example& example : kExamples) {
      if (example.word == row.word) form.example = example.text;
    }
  }
  return out;
}

}  // namespace

LineForms run_lines() {
  return {line_forms(commission::run_inputs()), line_forms(commission::run_outputs())};
}

int run_plan(Call& call) {
  const Json body = plan::body_from_toml(read_toml(call.args.text("file")));
  const plan::Plan plan = plan::parse_plan(body);
  return Runner(call, plan).run();
}

}  // namespace kontor::cli
