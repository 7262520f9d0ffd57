// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/options.h"

#include <algorithm>

#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/change/typed.h"
#include "lib/ledger/nouns.h"

namespace kontor::cli {
namespace {

struct SharedOption {
  Shares shares;  // kBare: every command
  std::string_view name;
  char letter;
  Takes takes;
  std::string_view meta;
  std::string_view doc;
};

constexpr SharedOption kShared[] = {
    {kBare, "help", 'h', Takes::kNothing, "", "show this help"},
    {kBare, "json", 0, Takes::kNothing, "", "the same as --format json"},
    {kBare, "format", 0, Takes::kOne, "table|json|jsonl|csv", "how results are written"},
    {kBare, "output", 'o', Takes::kOne, "FILE", "write results to FILE, all or nothing"},
    {kBare, "quiet", 'q', Takes::kNothing, "", "no talk; a creating command prints the id alone"},
    {kBare, "verbose", 'v', Takes::kNothing, "", "more talk"},
    {kBare, "no-color", 0, Takes::kNothing, "", "no colours; so does NO_COLOR"},
    {kBare, "home", 0, Takes::kOne, "DIR", "the site's store; else KONTOR_HOME"},
    {kReads, "time", 0, Takes::kOne, "TIME", "set the store's clock; under a manual clock only"},
    {kActs, "as", 0, Takes::kOne, "SELLER", "who acts: a seller's id or login; else KONTOR_AS"},
    {kActs, "outlet", 0, Takes::kOne, "OUTLET", "refuse unless this site is that outlet"},
    {kActs, "at", 0, Takes::kOne, "TIME", "when it happened, if not now"},
    {kActs, "dry-run", 'n', Takes::kNothing, "", "show what would change; change nothing"},
    {kFates, "key", 0, Takes::kOne, "KEY", "idempotency: the same key again does nothing new"},
    {kFates, "wait", 0, Takes::kMaybe, "SECONDS", "sync until HQ has decided"},
    {kFills, "from", 0, Takes::kOne, "FILE", "fields as a JSON object from FILE, - for input"},
    {kLists, "where", 0, Takes::kMany, "EXPR",
     "only rows where COLUMN=VALUE (also != < > <= >= ~)"},
    {kLists, "sort", 0, Takes::kOne, "COLUMN", "order by COLUMN; -COLUMN from the largest"},
    {kLists, "limit", 0, Takes::kOne, "N", "at most N rows"},
    {kLists, "columns", 0, Takes::kOne, "A,B", "columns of a table or csv; all for every one"},
    {kPrivacy, "private", 0, Takes::kNothing, "", "show private fields when not on a terminal"},
};

OptionRow shared_row(const SharedOption& option) {
  return {{.name = std::string(option.name), .letter = option.letter, .takes = option.takes},
          std::string(option.meta),
          option.doc,
          nullptr,
          true};
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

std::string meta_of(const Field& field) {
  if (field.many == Many::kMap) return "KEY=VALUE";
  switch (field.type) {
    case Type::kEnum:
      return std::string(field.of);
    case Type::kRef:
      return upper(field.of.substr(0, field.of.find('|')));
    case Type::kSlug:
      return "SLUG";
    case Type::kId:
    case Type::kOperation:
      return "ID";
    case Type::kMoney:
      return "AMOUNT";
    case Type::kInt:
      return "N";
    case Type::kInstant:
      return "TIME";
    case Type::kDate:
      return "DATE";
    case Type::kPeriod:
      return "PERIOD";
    case Type::kDecimal:
      return "DECIMAL";
    case Type::kHash:
      return "SHA256";
    case Type::kKey:
      return "KEY";
    default:
      return "TEXT";
  }
}

OptionRow option_row(const Field& field) {
  const Takes takes = field.many != Many::kOne    ? Takes::kMany
                      : field.type == Type::kFlag ? Takes::kMaybe
                                                  : Takes::kOne;
  return {{.name = option_name(field.name), .takes = takes},
          field.type == Type::kFlag ? "" : meta_of(field),
          field.doc,
          &field,
          false};
}

OptionRow positional_row(const Field& field) {
  return {{.name = std::string(field.name),
           .takes = field.many == Many::kOne ? Takes::kOne : Takes::kMany,
           .positional = true,
           .required = field.need == Need::kRequired},
          upper(field.name),
          field.doc,
          &field,
          false};
}

[[noreturn]] void bad_value(const Field& field, const std::string& typed, const char* want) {
  throw Error(Fault::kUsage, "bad_value",
              std::string(field.name) + " \"" + printable(typed) + "\" is not " + want);
}

const char* wanted(const Field& field) {
  switch (field.type) {
    case Type::kInt:
      return "a whole number";
    case Type::kFlag:
      return "true or false";
    case Type::kMoney:
      return "an amount (12.34, 12.34 USD, or {\"amount\":1234,\"currency\":\"EUR\"})";
    default:
      return "a JSON value";
  }
}

}  // namespace

std::vector<OptionRow> options_of(const VerbRow& verb) {
  std::vector<OptionRow> rows;
  std::vector<std::string_view> taken = bar_list(verb.fills);
  for (const Field& field : verb.positionals) {
    rows.push_back(positional_row(field));
    taken.push_back(field.name);
  }
  for (const Field& field : verb.options) {
    rows.push_back(option_row(field));
    taken.push_back(field.name);
  }
  const OperationRow* operation = verb.operation.empty() ? nullptr : find_operation(verb.operation);
  if (operation && operation->form && (verb.shares & kFills)) {
    for (const Field& field : operation->form->fields) {
      const bool free = std::find(taken.begin(), taken.end(), field.name) == taken.end();
      if (free && is_typeable(field)) rows.push_back(option_row(field));
    }
  }
  for (const SharedOption& option : kShared) {
    if (option.shares != kBare && !(option.shares & verb.shares)) continue;
    // `--at` says when it happened, also where the form has a field of that name.
    std::erase_if(rows, [&](const OptionRow& row) {
      return !row.argument.positional && row.argument.name == option.name;
    });
    rows.push_back(shared_row(option));
    if (option.name != "format") continue;
    for (const std::string_view format : bar_list(verb.formats)) {
      if (!lists_name(option.meta, format)) rows.back().meta += "|" + std::string(format);
    }
  }
  return rows;
}

std::vector<Argument> arguments_of(const std::vector<OptionRow>& rows) {
  std::vector<Argument> out;
  out.reserve(rows.size());
  for (const OptionRow& row : rows) out.push_back(row.argument);
  return out;
}

std::vector<OptionRow> leading_options() {
  std::vector<OptionRow> rows;
  for (const SharedOption& option : kShared) {
    if (option.shares == kBare || option.shares == kReads || option.shares == kActs) {
      rows.push_back(shared_row(option));
    }
  }
  return rows;
}

std::string option_name(std::string_view field) {
  std::string name(field);
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

bool is_typeable(const Field& field) {
  return field.type != Type::kObject && field.type != Type::kAny;
}

Json typed_word(const Field& field, const std::string& typed) {
  if (field.type == Type::kPrivate) return typed;
  const bool json = field.type == Type::kObject || field.type == Type::kAny ||
                    (field.type == Type::kMoney && typed.starts_with("{"));
  if (json) return parse_json(typed);
  std::optional<Json> value = typed_value(field, typed);
  if (!value) bad_value(field, typed, wanted(field));
  return std::move(*value);
}

bool lists_name(std::string_view names, std::string_view name) {
  const auto all = bar_list(names);
  return std::find(all.begin(), all.end(), name) != all.end();
}

std::vector<std::string_view> bar_list(std::string_view names) {
  std::vector<std::string_view> out;
  while (!names.empty()) {
    const std::size_t bar = names.find('|');
    out.push_back(names.substr(0, bar));
    if (bar == std::string_view::npos) break;
    names.remove_prefix(bar + 1);
  }
  return out;
}

}  // namespace kontor::cli
