// SPDX-License-Identifier: Apache-2.0
// `config.toml` in a site's home: every key once, in one table that the reader, `kontor config` and
// the man page kontor.toml(5) share. A file that is absent or empty is a good one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "lib/config/toml.h"

namespace kontor {

// The initialisers are the defaults; they depend on nothing of the machine.
struct Settings {
  std::string hub_location;  // empty: as `kontor init` or `kontor join` pinned it
  std::int64_t sync_interval_s = 60;
  std::int64_t sync_seal_delay_ms = 2'000;
  std::string log_format = "text";
  std::string log_level = "notice";
  std::string default_seller;
  std::string default_outlet;
  std::string principal_name;  // who pays commissions: the other side of every statement
  std::string principal_street;
  std::string principal_city;
  std::string principal_postcode;
  std::string principal_country;
  std::string principal_vat_id;
  std::string invoice_vat_rate;
  std::string invoice_exemption;
};

struct SettingRow {
  std::string_view key;  // "sync.interval_s"
  std::variant<std::string Settings::*, std::int64_t Settings::*> member;
  std::string_view doc;           // sentences for the man page
  std::string_view choices = {};  // of a string, separated by '|'; empty: any
  std::int64_t min = 0;
  std::int64_t max = 0;
};
std::span<const SettingRow> setting_rows();  // by key
std::string setting_text(const SettingRow& row,
                         const Settings& settings);  // as TOML: "\"auto\"", "60"

// Error(kConfig, "bad_config") naming every unknown key (with the nearest known one) and bad value.
Settings parse_settings(const TomlFile& file);
Settings read_settings(const std::filesystem::path& file);  // absent: the defaults

}  // namespace kontor
