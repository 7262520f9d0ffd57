// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/lists.h"

#include <algorithm>
#include <array>
#include <span>

#include "cmd/kontor/payload.h"
#include "cmd/kontor/privacy.h"
#include "cmd/kontor/select.h"
#include "lib/base/error.h"
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/ledger/nouns.h"

namespace kontor::cli {
namespace {

Columns columns_of(Call& call, std::string_view view) {
  Columns out;
  call.workspace().store().query(
      "SELECT name FROM pragma_table_info(?)", {std::string(view)},
      [&](const Store::Row&, const Store::Row& row) { out.names.push_back(row.front()); });
  KONTOR_CHECK(!out.names.empty());
  const Form* form = call.verb.result ? call.verb.result() : nullptr;
  for (const Field& field : form ? form->fields : std::span<const Field>()) {
    if (field.type == Type::kFlag) out.flags.emplace_back(field.name);
  }
  return out;
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
void select_json(Select& select, const ListSource& source, const Columns& known) {
  if (source.rows) {
    select.sql = "SELECT json_patch('{}', json_object(";
    for (const std::string& column : known.names) {
      select.sql += (&column == &known.names.front() ? "'" : ", '") + column + "', " +
                    json_ref(known, column);
    }
    select.sql += ")) FROM \"" + std::string(source.view) + "\" AS v";
    return;
  }
  const std::string records =
      source.requests.empty()
          ? "record"
          : "(SELECT kind, id, json FROM record UNION ALL SELECT kind, id, json FROM \"" +
                std::string(source.requests) + "\") AS record";
  select.sql = "SELECT record.json FROM \"" + std::string(source.view) + "\" AS v JOIN " + records +
               " ON record.id = v.id AND record.kind IN (";
  for (const std::string_view kind : bar_list(source.kinds)) {
    select.sql += select.sql.ends_with('(') ? "'" : ",'";
    select.sql += std::string(kind) + "'";
  }
  select.sql += ") AND record.json IS NOT NULL";
}

void select_cells(Select& select, const ListSource& source, const Columns& known) {
  select.sql = "SELECT ";
  for (const std::string& column : select.columns) {
    select.sql += (&column == &select.columns.front() ? "" : ", ") + shown_ref(known, column);
  }
  select.sql += " FROM \"" + std::string(source.view) + "\" AS v";
}

Select select_of(Call& call, const ListSource& source) {
  const Columns known = columns_of(call, source.view);
  Select select;
  if (call.json()) {
    if (call.args.has("columns")) {
      throw Error(Fault::kUsage, "bad_usage", "--columns is for tables and csv");
    }
    select_json(select, source, known);
  } else {
    select.columns = shown_columns(call, source, known.names);
    select_cells(select, source, known);
  }
  std::vector<std::string> conditions = call.args.all("where");
  if (!source.where.empty()) conditions.push_back(source.where);
  add_conditions(select, known, conditions);
  // A view may show one record in several rows.
  if (call.json() && !source.rows) select.sql += " GROUP BY record.kind, record.id";
  add_order(select, known, call.args.text("sort", known.names.front()), known.names.front());
  add_limit(select, call.args);
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
