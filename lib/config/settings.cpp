// SPDX-License-Identifier: Apache-2.0
#include "lib/config/settings.h"

#include <fmt/format.h>

#include <algorithm>

#include "lib/base/error.h"
#include "lib/base/text.h"

namespace kontor {
namespace {

constexpr SettingRow kRows[] = {
    {"default.outlet", &Settings::default_outlet,
     "Outlet of a command without --outlet. Empty: the outlet of the replica."},
    {"default.seller", &Settings::default_seller,
     "Seller of a command without --as. Empty: the replica itself is the actor."},
    {"hub.location", &Settings::hub_location,
     "Directory or URL template (with {repo}) of the hub. Empty: the one that init or join "
     "pinned."},
    {"invoice.exemption", &Settings::invoice_exemption,
     "Why self-billed invoices bear no VAT, as their text; with invoice.vat_rate \"0\" alone."},
    {"invoice.vat_rate", &Settings::invoice_vat_rate,
     "VAT of self-billed invoices in percent, as a decimal string: \"19\". Empty: no invoices."},
    {"log.format", &Settings::log_format, "Format of the daemon's log on standard error.",
     "text|json"},
    {"log.level", &Settings::log_level, "Least important messages that the daemon still writes.",
     "error|warning|notice|info|debug"},
    {"principal.city", &Settings::principal_city, "Town of the principal, for invoices."},
    {"principal.country", &Settings::principal_country,
     "Country of the principal, for invoices: two letters of ISO 3166."},
    {"principal.name", &Settings::principal_name,
     "Legal name of the principal, who pays the commissions, for statements and invoices."},
    {"principal.postcode", &Settings::principal_postcode,
     "Postcode of the principal, for invoices."},
    {"principal.street", &Settings::principal_street,
     "Street and number of the principal, for invoices."},
    {"principal.vat_id", &Settings::principal_vat_id,
     "VAT identification number of the principal, for invoices."},
    {"sync.interval_s",
     &Settings::sync_interval_s,
     "Seconds between two passes of the daemon when nothing is waiting.",
     {},
     1,
     86'400},
    {"sync.seal_delay_ms",
     &Settings::sync_seal_delay_ms,
     "Milliseconds that the daemon waits after an operation for more to seal with it.",
     {},
     0,
     600'000},
};

std::string problem_with(const SettingRow& row, const Json& value) {
  if (std::holds_alternative<std::int64_t Settings::*>(row.member)) {
    const bool good = value.is_int() && value.integer() >= row.min && value.integer() <= row.max;
    return good ? "" : fmt::format("takes an integer from {} to {}", row.min, row.max);
  }
  if (!value.is_string()) return "takes a string";
  const std::vector<std::string> choices = split(row.choices, '|');
  if (row.choices.empty() ||
      std::find(choices.begin(), choices.end(), value.string()) != choices.end()) {
    return "";
  }
  return "takes one of " + join(choices, ", ");
}

void store(const SettingRow& row, const Json& value, Settings& settings) {
  if (const auto* number = std::get_if<std::int64_t Settings::*>(&row.member)) {
    settings.*(*number) = value.integer();
  } else {
    settings.*std::get<std::string Settings::*>(row.member) = value.string();
  }
}

// The keys that may stand in the table `parent` ("" is the file itself).
std::vector<std::string> known_in(std::string_view parent) {
  std::vector<std::string> known;
  for (const SettingRow& row : kRows) {
    const std::size_t dot = row.key.find('.');
    if (dot == std::string_view::npos) {
      if (parent.empty()) known.emplace_back(row.key);
    } else if (parent.empty()) {
      known.emplace_back(row.key.substr(0, dot));
    } else if (row.key.substr(0, dot) == parent) {
      known.emplace_back(row.key.substr(dot + 1));
    }
  }
  known.erase(std::unique(known.begin(), known.end()), known.end());
  return known;
}

Finding bad_value(const TomlFile& file, std::string_view key, const std::string& message) {
  Finding finding;
  finding.rule = "bad_value";
  finding.path = key;
  finding.place = file.place(finding.path);
  finding.message = std::string(key) + " " + message;
  return finding;
}

}  // namespace

std::span<const SettingRow> setting_rows() { return kRows; }

std::string setting_text(const SettingRow& row, const Settings& settings) {
  if (const auto* number = std::get_if<std::int64_t Settings::*>(&row.member)) {
    return std::to_string(settings.*(*number));
  }
  return Json(settings.*std::get<std::string Settings::*>(row.member)).encode();
}

Settings parse_settings(const TomlFile& file) {
  Settings settings;
  std::vector<Finding> findings = unknown_keys(file, "", known_in(""));
  for (const auto& [key, value] : file.root.members()) {
    const std::vector<std::string> below = known_in(key);
    if (below.empty()) continue;
    if (!value.is_object()) findings.push_back(bad_value(file, key, "is a table"));
    for (Finding& finding : unknown_keys(file, key, below)) findings.push_back(std::move(finding));
  }
  for (const SettingRow& row : kRows) {
    const Json* const value = find_path(file.root, row.key);
    if (!value) continue;
    const std::string problem = problem_with(row, *value);
    if (problem.empty()) {
      store(row, *value, settings);
    } else {
      findings.push_back(bad_value(file, row.key, problem));
    }
  }
  try {
    refuse_if_any(file, findings);
  } catch (const Error& error) {
    Error config(Fault::kConfig, "bad_config", error.what(), "man kontor.toml");
    config.lists = error.lists;
    config.on = file.name;
    throw config;
  }
  return settings;
}

Settings read_settings(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return {};
  try {
    return parse_settings(read_toml(file));
  } catch (const Error& error) {
    if (error.code() != "bad_toml") throw;
    throw Error(Fault::kConfig, "bad_config", error.what(), error.hint());
  }
}

}  // namespace kontor
