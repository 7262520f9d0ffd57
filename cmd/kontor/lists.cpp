// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/lists.h"

#include <algorithm>
#include <array>

#include "cmd/kontor/payload.h"
#include "cmd/kontor/privacy.h"
#include "lib/base/error.h"
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/ledger/nouns.h"

namespace kontor::cli {
namespace {

struct Select {
  std::string sql;
  std::vector<std::string> parameters;
  std::vector<std::string> columns;  // of a table or csv
};

std::string column_ref(std::string_view name) { return "v.\"" + std::string(name) + "\""; }

std::vector<std::string> columns_of(Call& call, std::string_view view) {
  std::vector<std::string> names;
  call.workspace().store().query(
      "SELECT name FROM pragma_table_info(?)", {std::string(view)},
      [&](const Store::Row&, const Store::Row& row) { names.push_back(row.front()); });
  KONTOR_CHECK(!names.empty());
  return names;
}

const std::string& known_column(const std::vector<std::string>& known, std::string_view name) {
  std::vector<std::string_view> names(known.begin(), known.end());
  const auto found = std::find(known.begin(), known.end(), name);
  if (found != known.end()) return *found;
  const std::string_view near = nearest(name, names);
  throw Error(Fault::kUsage, "unknown_column", "no column \"" + printable(name) + "\"",
              near.empty() ? "the columns are " + join(known, ", ")
                           : "did you mean " + std::string(near) + "?");
}

bool is_integer(std::string_view text) {
  if (text.starts_with("-")) text.remove_prefix(1);
  return !text.empty() && text.size() < 19 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Numbers are compared as numbers where the column holds numbers, everything else as text.
void add_comparison(Select& select, const std::string& column, std::string_view sign,
                    const std::string& value) {
  const std::string name = column_ref(column);
  if (sign == "~") {
    select.sql += "instr(lower(" + name + "), lower(?)) > 0";
    select.parameters.push_back(value);
  } else if (is_integer(value)) {
    select.sql += "CASE typeof(" + name + ") WHEN 'integer' THEN " + name + " " +
                  std::string(sign) + " " + value + " ELSE " + name + " " + std::string(sign) +
                  " ? END";
    select.parameters.push_back(value);
  } else if (sign == "!=") {
    select.sql += name + " IS NOT ?";
    select.parameters.push_back(value);
  } else {
    select.sql += name + " " + std::string(sign) + " ?";
    select.parameters.push_back(value);
  }
}

// As SQL writes it too: state = 'acknowledged'.
std::string compared_value(std::string_view typed) {
  const std::string_view value = trim(typed);
  const bool quoted = value.size() > 1 && value.front() == value.back() &&
                      (value.front() == '\'' || value.front() == '"');
  return std::string(quoted ? value.substr(1, value.size() - 2) : value);
}

void add_where(Select& select, const std::vector<std::string>& known, const std::string& typed) {
  constexpr std::array<std::string_view, 7> kSigns = {"!=", "<=", ">=", "=", "<", ">", "~"};
  const std::size_t at = typed.find_first_of("!<>=~");
  for (const std::string_view sign : kSigns) {
    if (at == std::string::npos || typed.compare(at, sign.size(), sign) != 0) continue;
    const std::string& column = known_column(known, trim(std::string_view(typed).substr(0, at)));
    return add_comparison(select, column, sign, compared_value(typed.substr(at + sign.size())));
  }
  throw Error(Fault::kUsage, "bad_usage", "--where \"" + printable(typed) + "\" compares nothing",
              "--where COLUMN=VALUE, or != < > <= >= ~");
}

void add_order(Select& select, const std::vector<std::string>& known, std::string typed) {
  const bool down = typed.starts_with("-");
  if (down) typed.erase(0, 1);
  select.sql += " ORDER BY " + column_ref(known_column(known, typed)) + (down ? " DESC" : "") +
                ", " + column_ref(known.front());
}

// The view's columns that a table shows: those asked for, else the row's; private ones only where
// they may be seen.
std::vector<std::string> shown_columns(Call& call, const ListSource& source,
                                       const std::vector<std::string>& known) {
  std::vector<std::string> out;
  const std::string asked = call.args.text("columns");
  if (asked == "all") {
    out = known;
  } else {
    for (const std::string& name : split(asked.empty() ? source.columns : asked, ',')) {
      out.push_back(known_column(known, trim(name)));
    }
  }
  if (!call.shows_private()) {
    const auto secret = private_fields(source.kinds);
    std::erase_if(out, [&](const std::string& name) {
      return std::find(secret.begin(), secret.end(), name) != secret.end();
    });
  }
  return out;
}

// Items of JSON output: the records behind the view, or its rows without what is NULL.
void select_json(Select& select, const ListSource& source, const std::vector<std::string>& known) {
  if (source.rows) {
    select.sql = "SELECT json_patch('{}', json_object(";
    for (const std::string& column : known) {
      select.sql += (&column == &known.front() ? "'" : ", '") + column + "', " + column_ref(column);
    }
    select.sql += ")) FROM \"" + std::string(source.view) + "\" AS v";
    return;
  }
  select.sql = "SELECT record.json FROM \"" + std::string(source.view) +
               "\" AS v JOIN record ON record.id = v.id AND record.kind IN (";
  for (const std::string_view kind : bar_list(source.kinds)) {
    select.sql += select.sql.ends_with('(') ? "'" : ",'";
    select.sql += std::string(kind) + "'";
  }
  select.sql += ") AND record.json IS NOT NULL";
}

void select_cells(Select& select, const ListSource& source) {
  select.sql = "SELECT ";
  for (const std::string& column : select.columns) {
    select.sql += (&column == &select.columns.front() ? "" : ", ") + column_ref(column);
  }
  select.sql += " FROM \"" + std::string(source.view) + "\" AS v";
}

Select select_of(Call& call, const ListSource& source) {
  const std::vector<std::string> known = columns_of(call, source.view);
  Select select;
  if (call.json()) {
    if (call.args.has("columns")) {
      throw Error(Fault::kUsage, "bad_usage", "--columns is for tables and csv");
    }
    select_json(select, source, known);
  } else {
    select.columns = shown_columns(call, source, known);
    select_cells(select, source);
  }
  std::vector<std::string> conditions = call.args.all("where");
  if (!source.where.empty()) conditions.push_back(source.where);
  for (const std::string& typed : conditions) {
    select.sql += &typed == &conditions.front() ? " WHERE " : " AND ";
    add_where(select, known, typed);
  }
  // A view may show one record in several rows.
  if (call.json() && !source.rows) select.sql += " GROUP BY record.kind, record.id";
  add_order(select, known, call.args.text("sort", known.front()));
  if (call.args.has("limit")) {
    select.sql +=
        " LIMIT " + std::to_string(std::max<std::int64_t>(0, call.args.number("limit", 0)));
  }
  return select;
}

void print_json(Call& call, const Select& select) {
  const bool lines = call.format() == Format::kJsonl;
  Out& out = call.out();
  if (!lines) {
    std::string head = call.envelope().encode();
    head.pop_back();
    out.put(head + ",\"items\":[");
  }
  bool first = true;
  call.workspace().store().query(select.sql, select.parameters,
                                 [&](const Store::Row&, const Store::Row& row) {
                                   if (!lines) out.put(first ? "\n" : ",\n");
                                   first = false;
                                   out.put(readable_bytes(call, row.front()));
                                   if (lines) out.put("\n");
                                 });
  if (!lines) out.put(first ? "]}\n" : "\n]}\n");
}

void print_csv(Call& call, const Select& select) {
  call.out().put(csv_row(select.columns));
  call.workspace().store().query(
      select.sql, select.parameters,
      [&](const Store::Row&, const Store::Row& row) { call.out().put(csv_row(row)); });
}

// Columns of minor units in views that name their currency.
bool holds_money(std::string_view column) {
  constexpr std::array<std::string_view, 20> kMoney = {
      "adjusted", "amount",  "carried",     "earned", "held",    "on_hold",   "one_time",
      "open",     "opening", "outstanding", "pool",   "premium", "recurring", "release",
      "reserve",  "revenue", "settled",     "total",  "true_up", "waiting"};
  return std::find(kMoney.begin(), kMoney.end(), column) != kMoney.end();
}

void print_table(Call& call, const Select& select) {
  const auto found = std::find(select.columns.begin(), select.columns.end(), "currency");
  const auto currency = static_cast<std::size_t>(found - select.columns.begin());
  Table table(select.columns);
  const auto add = [&](const Store::Row&, const Store::Row& row) {
    std::vector<std::string> cells;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool money = currency < row.size() && is_integer(row[i]) &&
                         is_currency(row[currency]) && holds_money(select.columns[i]);
      cells.push_back(money ? format_amount(parse_integer(row[i]), row[currency])
                            : printable(row[i]));
    }
    table.add(std::move(cells));
  };
  call.workspace().store().query(select.sql, select.parameters, add);
  if (table.empty()) return call.say("none");
  call.out().put(table.text(call.color()));
}

// Own operations on the record that HQ has not decided yet.
Json undecided_on(Call& call, std::string_view id) {
  Json out = Json::array();
  for (const OutboxRow& row : call.workspace().store().undecided()) {
    if (row.on != id) continue;
    out.push(Json::object(
        {{"id", row.id}, {"kind", row.kind}, {"on", row.on}, {"fate", to_string(row.fate)}}));
  }
  return out;
}

}  // namespace

int list_view(Call& call, const ListSource& source) {
  const Select select = select_of(call, source);
  if (call.json()) {
    print_json(call, select);
  } else if (call.format() == Format::kCsv) {
    print_csv(call, select);
  } else {
    print_table(call, select);
  }
  return 0;
}

int list_records(Call& call) {
  return list_view(
      call, {.view = call.verb.view, .kinds = call.verb.kinds, .columns = call.verb.columns});
}

int show_item(Call& call, std::string_view kind, std::string_view id) {
  const Record record = call.workspace().live().get(kind, id);
  KONTOR_CHECK(record != nullptr);
  const Json item = readable(call, *record);
  if (call.format() == Format::kJsonl) {
    call.answer(item, "");
    return 0;
  }
  Json members = Json::object({{"item", item}});
  std::string text = describe(item, {"kind", "id", "state"});
  const Json pending = undecided_on(call, id);
  for (const Json& op : pending.items()) {
    text += op.str("fate") + "  " + op.str("kind") + " " + op.str("id") + "\n";
  }
  if (!pending.items().empty()) members.set("undecided", pending);
  call.answer_members(members, text);
  return 0;
}

int show_record(Call& call) {
  const std::string id = target_of(call, call.verb.kinds);
  for (const std::string_view kind : kind_list(call.verb.kinds)) {
    if (call.workspace().live().has(kind, id)) return show_item(call, kind, id);
  }
  throw Error(Fault::kNoInput, "no_record", "no record \"" + id + "\"");
}

}  // namespace kontor::cli
