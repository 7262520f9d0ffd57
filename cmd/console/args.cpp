// SPDX-License-Identifier: Apache-2.0
#include "cmd/console/args.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>

#include "lib/base/error.h"
#include "lib/base/text.h"

namespace kontor::cli {
namespace {

struct Slot {
  const Argument* argument;
  CLI::Option* option = nullptr;
  std::vector<std::string> values;
};

std::string spelling(const Argument& argument) {
  if (argument.positional) return argument.name;
  std::string out = "--" + argument.name;
  if (argument.letter) out = std::string("-") + argument.letter + "," + out;
  return out;
}

void declare(CLI::App& app, Slot& slot) {
  const Argument& argument = *slot.argument;
  switch (argument.takes) {
    case Takes::kNothing:
    case Takes::kMaybe:  // a flag may carry a value behind '='
      slot.option = app.add_flag(spelling(argument), slot.values);
      break;
    case Takes::kOne:
      slot.option = app.add_option(spelling(argument), slot.values);
      slot.option->expected(1)->allow_extra_args(false);
      break;
    case Takes::kMany:
      slot.option = app.add_option(spelling(argument), slot.values);
      if (argument.positional) {
        slot.option->expected(0, 1 << 20)->allow_extra_args(true);
      } else {
        slot.option->expected(1)->allow_extra_args(false);
        slot.option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
      }
      break;
  }
}

[[noreturn]] void refuse_unknown(const std::vector<Argument>& known, const std::string& word) {
  if (word.size() < 2 || word[0] != '-') {
    throw Error(Fault::kUsage, "bad_usage", "unexpected word \"" + printable(word) + "\"");
  }
  const std::string typed = word.substr(0, word.find('='));
  std::vector<std::string_view> names;
  for (const Argument& argument : known) {
    if (!argument.positional) names.push_back(argument.name);
  }
  const std::string_view bare = std::string_view(typed).substr(typed.starts_with("--") ? 2 : 1);
  const std::string_view near = nearest(bare, names);
  throw Error(Fault::kUsage, "unknown_option", "unknown option " + printable(typed),
              near.empty() ? "" : "did you mean --" + std::string(near) + "?");
}

// CLI11 begins its texts with the option's name.
[[noreturn]] void refuse_values(const CLI::ParseError& error) {
  const std::string text = error.what();
  const std::string name = text.substr(0, text.find_first_of(": "));
  if (name.starts_with("-")) {
    throw Error(Fault::kUsage, "bad_usage", "option " + name + " takes exactly one value");
  }
  throw Error(Fault::kUsage, "bad_usage", lower(text));
}

// What is wrong with a value, and of which option it is.
template <typename Read>
auto named(std::string_view option, const Read& read) {
  try {
    return read();
  } catch (const Error& error) {
    throw Error(error.fault(), error.code(), "--" + std::string(option) + " " + error.what());
  }
}

}  // namespace

std::string Args::text(std::string_view name, std::string_view otherwise) const {
  const auto* values = find(name);
  return values && !values->empty() ? values->back() : std::string(otherwise);
}

std::int64_t Args::number(std::string_view name, std::int64_t otherwise) const {
  if (!has(name)) return otherwise;
  const std::string typed = text(name);
  std::int64_t value = 0;
  const auto [end, fault] = std::from_chars(typed.data(), typed.data() + typed.size(), value);
  if (fault != std::errc() || end != typed.data() + typed.size()) {
    throw Error(Fault::kUsage, "bad_usage",
                "--" + std::string(name) + " \"" + printable(typed) + "\" is not a whole number");
  }
  return value;
}

std::int64_t Args::count(std::string_view name, std::int64_t otherwise) const {
  const std::int64_t value = number(name, otherwise);
  if (value >= 0) return value;
  throw Error(Fault::kUsage, "bad_usage",
              "--" + std::string(name) + " " + std::to_string(value) + " is less than 0",
              "--" + std::string(name) + " 10, or leave it out");
}

std::optional<Date> Args::date(std::string_view name) const {
  return has(name) ? std::optional(named(name, [&] { return parse_date(text(name)); }))
                   : std::nullopt;
}

std::optional<Instant> Args::instant(std::string_view name) const {
  return has(name) ? std::optional(named(name, [&] { return parse_instant(text(name)); }))
                   : std::nullopt;
}

const std::vector<std::string>& Args::all(std::string_view name) const {
  static const std::vector<std::string> none;
  const auto* values = find(name);
  return values ? *values : none;
}

void Args::set(std::string_view name, std::vector<std::string> values) {
  values_.insert_or_assign(std::string(name), std::move(values));
}

const std::vector<std::string>* Args::find(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? nullptr : &found->second;
}

Args parse_args(const std::vector<Argument>& known, std::vector<std::string> words) {
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  std::vector<Slot> slots;
  slots.reserve(known.size());  // CLI11 keeps references into the slots
  for (const Argument& argument : known) declare(app, slots.emplace_back(Slot{&argument, {}, {}}));

  std::reverse(words.begin(), words.end());  // as CLI11 takes a vector
  try {
    app.parse(std::move(words));
  } catch (const CLI::ParseError& error) {
    refuse_values(error);
  }
  for (const std::string& word : app.remaining()) {
    if (word != "--") refuse_unknown(known, word);  // CLI11 hands the mark itself back
  }

  Args args;
  for (Slot& slot : slots) {
    if (slot.option->count() > 0) {
      args.set(slot.argument->name, std::move(slot.values));
    } else if (slot.argument->required) {
      throw Error(Fault::kUsage, "bad_usage", "the " + slot.argument->name + " is missing");
    }
  }
  return args;
}

}  // namespace kontor::cli
