// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/call.h"

#include <sys/stat.h>

#include <algorithm>

#include "lib/base/error.h"
#include "lib/base/text.h"

namespace kontor::cli {
namespace {

// Formats that only some verbs have: those whose row names them, csv lists too.
struct OwnFormat {
  Format format;
  std::string_view name;
  const char* what;
  const char* hint;
};
constexpr OwnFormat kOwnFormats[] = {
    {Format::kCsv, "csv", "csv is for lists", ""},
    {Format::kToml, "toml", "toml is for what apply reads from files",
     "kontor offer show ID --format toml"},
    {Format::kHtml, "html", "html is for documents", "kontor statement export ID --format html"},
    {Format::kUbl, "ubl", "ubl is for invoices", "kontor statement export ID --format ubl"},
};

// One row an item by the fields of its form. What holds lists is no row.
std::string items_csv(const Form* form, const Json& items) {
  const auto nested = [](const Field& field) {
    return field.many != Many::kOne || field.type == Type::kObject;
  };
  if (!form || std::any_of(form->fields.begin(), form->fields.end(), nested)) {
    throw Error(Fault::kUsage, "bad_usage", "csv is for lists", "--format json");
  }
  std::vector<std::string> cells;
  for (const Field& field : form->fields) cells.emplace_back(field.name);
  std::string out = csv_row(cells);
  for (const Json& item : items.items()) {
    cells.clear();
    for (const Field& field : form->fields) {
      const Json* value = item.find(field.name);
      cells.push_back(!value ? "" : value->is_string() ? value->string() : value->encode());
    }
    out += csv_row(cells);
  }
  return out;
}

// A word that no verb knows is answered with the formats of this one too.
Format format_of(const Args& args, const VerbRow& verb) {
  if (args.has("json")) return Format::kJson;
  try {
    return parse_format(args.text("format", "table"));
  } catch (const Error& error) {
    std::vector<std::string> own;
    for (const OwnFormat& one : kOwnFormats) {
      if (one.format != Format::kCsv && lists_name(verb.formats, one.name))
        own.emplace_back(one.name);
    }
    const std::string more = own.empty() ? "" : "; of this verb " + join(own, ", ");
    throw Error(error.fault(), error.code(), error.what(), error.hint() + more);
  }
}

}  // namespace

Call::Call(Env& environment, const CommandNoun& noun_row, const VerbRow& verb_row, Args typed)
    : env(environment),
      noun(noun_row),
      verb(verb_row),
      args(std::move(typed)),
      format_(format_of(args, verb)),
      out_(environment, args.text("output")) {
  if (args.has("private")) ::umask(077);  // what is written now is for its owner alone
  const bool lines = verb.shape == Shape::kLines && args.text("format") == "table";
  if (lines || (verb.shape == Shape::kText && format_ != Format::kTable)) {
    throw Error(Fault::kUsage, "bad_usage", name() + " has no format but its own");
  }
  for (const OwnFormat& own : kOwnFormats) {
    const bool listed = own.format == Format::kCsv && verb.shape == Shape::kItems;
    if (own.format != format_ || listed || lists_name(verb.formats, own.name)) continue;
    throw Error(Fault::kUsage, "bad_usage", own.what, own.hint);
  }
}

bool Call::color() const {
  return env.out_is_terminal && !args.has("no-color") && !args.has("output") &&
         env.variable_or("NO_COLOR").empty();
}

std::string Call::home() const {
  if (args.has("home")) return args.text("home");
  if (std::string home = env.variable_or("KONTOR_HOME"); !home.empty()) return home;
  if (std::string data = env.variable_or("XDG_DATA_HOME"); !data.empty()) return data + "/kontor";
  const std::string user = env.variable_or("HOME");
  if (user.empty()) {
    throw Error(Fault::kConfig, "no_home", "no home folder is known", "give --home DIR");
  }
  return user + "/.local/share/kontor";
}

Workspace& Call::workspace() {
  if (!workspace_) {
    use(Workspace::open(home(), edges()));
    settings_ = read_settings(home() + "/config.toml");
  }
  return *workspace_;
}

const Settings& Call::settings() {
  workspace();
  return settings_;
}

void Call::use(Workspace workspace) {
  workspace_ = std::make_unique<Workspace>(std::move(workspace));
  if (const auto time = args.instant("time")) workspace_->advance_clock(*time);
}

void Call::say(const std::string& line) const {
  if (!quiet() && !json()) env.talk(line + "\n");
}

void Call::warn(const std::string& line) const { env.talk("kontor: warning: " + line + "\n"); }

Json Call::as_of() {
  Workspace& site = workspace();
  const Head head = site.head(site.scope());
  Json out = Json::object({{"index", head.index}, {"pending", site.store().undecided_count()}});
  if (head.index > 0) {
    out.set("oid", head.oid);
    out.set("time", format_instant(head.time));
  }
  return out;
}

Json Call::envelope() {
  Json out = Json::object({{"schema", command_name(noun, verb, '.') + "/1"}});
  if (workspace_) out.set("as_of", as_of());
  return out;
}

void Call::answer(const Json& item, const std::string& text) {
  if (format_ == Format::kJsonl) {
    out_.put(item.encode() + "\n");
  } else {
    answer_members(Json::object({{"item", item}}), text);
  }
}

void Call::answer_items(const Json& items, const std::string& text) {
  if (format_ == Format::kJsonl) {
    for (const Json& item : items.items()) out_.put(item.encode() + "\n");
  } else if (format_ == Format::kCsv) {
    out_.put(items_csv(verb.result ? verb.result() : nullptr, items));
  } else {
    answer_members(Json::object({{"items", items}}), text);
  }
}

void Call::answer_members(const Json& members, const std::string& text) {
  if (!json()) return out_.put(text);
  Json all = envelope();
  for (const auto& [key, value] : members.members()) all.set(key, value);
  out_.put(all.encode() + "\n");
}

std::string Call::stated_time() const {
  return args.instant("at") ? args.text("at") : std::string();
}

const std::string& Call::actor() {
  if (actor_) return *actor_;
  Workspace& site = workspace();
  const std::string outlet = args.text("outlet", settings_.default_outlet);
  if (!outlet.empty() && outlet != site.outlet()) {
    throw Error(Fault::kUsage, "wrong_outlet",
                "this site is outlet \"" + site.outlet() + "\", not \"" + printable(outlet) + "\"");
  }
  std::string who = args.text("as", env.variable_or("KONTOR_AS"));
  if (who.empty()) who = settings_.default_seller;
  return actor_.emplace(who.empty() ? who : site.resolve_seller(who));
}

}  // namespace kontor::cli
