// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/schemas.h"

#include <algorithm>

#include "cmd/kontor/formats.h"
#include "cmd/kontor/options.h"
#include "cmd/kontor/privacy.h"
#include "lib/base/error.h"
#include "lib/ledger/nouns.h"

namespace kontor::cli {
namespace {

constexpr std::string_view kDialect = "https://json-schema.org/draft/2020-12/schema";

// Who and when, in every record; what HQ derives has a cause in the place of an actor.
constexpr Field kStampFields[] = {
    {.name = "at", .type = Type::kInstant, .doc = "as it was stated"},
    {.name = "by", .type = Type::kWord, .doc = "seller, or the replica"},
    {.name = "op", .type = Type::kText, .doc = "operation or timer that caused it"},
    {.name = "outlet", .type = Type::kSlug, .doc = "where"},
    {.name = "rule", .type = Type::kInstant, .need = Need::kRequired, .doc = "as judged"},
};
constexpr Form kStamp{"stamp", kStampFields};
constexpr Field kStandardFields[] = {
    {.name = "id", .type = Type::kText, .need = Need::kRequired, .doc = "unique within its kind"},
    {.name = "rev", .type = Type::kInt, .need = Need::kRequired, .doc = "counts changes", .min = 1},
    {.name = "scope", .type = Type::kSlug, .need = Need::kRequired, .doc = "where it was made"},
    {.name = "created",
     .type = Type::kObject,
     .need = Need::kRequired,
     .form = &kStamp,
     .doc = "first operation"},
    {.name = "changed",
     .type = Type::kObject,
     .need = Need::kRequired,
     .form = &kStamp,
     .doc = "last operation"},
};
constexpr Form kStandard{"record", kStandardFields};

constexpr Field kAsOfFields[] = {
    {.name = "index", .type = Type::kInt, .need = Need::kRequired, .doc = "ledger entry; 0: none"},
    {.name = "oid", .type = Type::kWord, .doc = "commit of the entry"},
    {.name = "time", .type = Type::kInstant, .doc = "of the entry"},
    {.name = "pending", .type = Type::kInt, .need = Need::kRequired, .doc = "own, not decided"},
};
constexpr Form kAsOf{"as_of", kAsOfFields};
constexpr Field kOpFields[] = {
    {.name = "id", .type = Type::kOperation, .doc = "absent in a dry run"},
    {.name = "kind", .type = Type::kWord, .need = Need::kRequired, .doc = "lead.pick"},
    {.name = "on", .type = Type::kText, .need = Need::kRequired, .doc = "record that it is about"},
    {.name = "fate",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "pending|requested|accepted|rejected",
     .doc = "what became of it"},
    {.name = "reason", .type = Type::kWord, .doc = "of a rejection"},
    {.name = "detail", .type = Type::kText, .doc = "of a rejection: what it missed or met"},
};
constexpr Form kOp{"op", kOpFields};
constexpr Field kChangeFields[] = {
    {.name = "on", .type = Type::kText, .need = Need::kRequired, .doc = "kind/id"},
    {.name = "action",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = "add|change|remove",
     .doc = "of the member"},
    {.name = "path", .type = Type::kText, .doc = "of the member; absent: the record"},
    {.name = "from", .type = Type::kAny, .doc = "absent: new, or private"},
    {.name = "to", .type = Type::kAny, .doc = "absent: gone, or private"},
};
constexpr Form kChange{"change", kChangeFields};

Json constant(std::string_view text) { return Json::object({{"const", text}}); }

Json array_of(Json items) { return Json::object({{"type", "array"}, {"items", std::move(items)}}); }

void require(Json& schema, std::string_view name) {
  if (!schema.has("required")) schema.set("required", Json::array());
  schema.find("required")->push(name);
}

// `show` adds own operations on the record that HQ has not decided.
bool lists_undecided(const VerbRow& verb) { return verb.verb == "show" && !verb.result; }

// A commitment's schema, wherever it stands, becomes that of the text which is shown instead.
void show_private(Json& schema) {
  if (schema.is_array()) {
    for (Json& item : schema.items()) show_private(item);
  }
  if (!schema.is_object()) return;
  const Json* properties = schema.find("properties");
  const bool commitment = properties && properties->is_object() && properties->has("c") &&
                          properties->members().size() == 1;
  if (commitment) {
    schema = Json::object({{"type", "string"}});
    return;
  }
  for (auto& member : schema.members()) show_private(member.second);
}

void drop_required_private(Json& schema, const Form& form) {
  Json* required = schema.find("required");
  if (!required) return;
  std::erase_if(required->items(), [&](const Json& name) {
    const Field* field = form.find(name.string());
    return field && field->type == Type::kPrivate;
  });
  if (required->items().empty()) schema.erase("required");
}

// Schemas by name; what is asked for comes with all that it refers to.
class Shelf {
 public:
  Json defs;

  Json form(std::string_view name, const Form& form) {
    if (!defs.has(name)) defs.set(name, form_schema(form));
    return reference(name);
  }

  // A record as it stands in history.
  Json record(std::string_view kind) {
    if (defs.has(kind)) return reference(kind);
    const KindRow* row = find_kind(kind);
    KONTOR_CHECK(row && row->form);
    Json schema = form_schema(*row->form);
    if (!row->view) add_standard(schema, kind);
    Json& properties = *schema.find("properties");
    if (!properties.has("id")) {
      properties.set("id", Json::object({{"type", "string"}}));
      require(schema, "id");
    }
    properties.set("kind", constant(kind));
    if (!row->doc.empty()) schema.set("description", row->doc);
    defs.set(kind, std::move(schema));
    return reference(kind);
  }

  // A record as a command prints it.
  Json shown(std::string_view kind) {
    const std::string name = std::string(kind) + ".shown";
    if (defs.has(name)) return reference(name);
    Shelf beside;
    beside.record(kind);
    Json schema = beside.defs.at(kind);
    drop_required_private(schema, *find_kind(kind)->form);
    show_private(schema);
    schema.find("properties")
        ->set("withheld", Json::object({{"type", "array"},
                                        {"items", Json::object({{"type", "string"}})},
                                        {"description", "private fields that are not shown"}}));
    if (schema.at("properties").has("created")) form("stamp", kStamp);
    defs.set(name, std::move(schema));
    return reference(name);
  }

  Json item(const VerbRow& verb) {
    if (verb.result) return form(verb.result()->name, *verb.result());
    const auto kinds = kind_list(verb.kinds);
    if (kinds.empty()) return Json();
    if (kinds.size() == 1) return shown(kinds.front());
    Json any = Json::array();
    for (const std::string_view kind : kinds) any.push(shown(kind));
    return Json::object({{"oneOf", std::move(any)}});
  }

  Json output(const CommandNoun& noun, const VerbRow& verb);
  Json lines(const std::vector<LineForm>& kinds, std::string_view doc);

 private:
  static Json reference(std::string_view name) {
    return Json::object({{"$ref", "#/$defs/" + std::string(name)}});
  }

  // Adds the parts that every record has; a form that names one of them keeps its own.
  void add_standard(Json& schema, std::string_view kind) {
    Json& properties = *schema.find("properties");
    const Json standard = form_schema(kStandard);
    for (const auto& [name, value] : standard.at("properties").members()) {
      if (properties.has(name)) continue;
      const bool stamp = name == "created" || name == "changed";
      if (stamp && kind == "rejection") continue;  // the ledger's own: says when in `at`
      properties.set(name, stamp ? form("stamp", kStamp) : value);
      require(schema, name);
    }
    require(schema, "kind");
  }
};

// Any of the kinds of lines; each has a definition of its own, "plan.run.order".
Json Shelf::lines(const std::vector<LineForm>& kinds, std::string_view doc) {
  Json any = Json::array();
  for (const LineForm& kind : kinds) any.push(form(kind.form->name, *kind.form));
  return Json::object({{"oneOf", std::move(any)}, {"description", doc}});
}

Json Shelf::output(const CommandNoun& noun, const VerbRow& verb) {
  if (verb.shape == Shape::kLines) {
    const LineForms forms = verb.lines();
    defs.set(command_name(noun, verb, '.') + ".input/1",
             lines(forms.reads, "a line that it reads"));
    return lines(forms.writes, verb.summary);
  }
  Json properties = Json::object({{"schema", constant(command_name(noun, verb, '.') + "/1")}});
  properties.set("as_of", form("as_of", kAsOf));
  Json required = Json::array({"schema"});
  const bool many = verb.shape == Shape::kItems || verb.shape == Shape::kWrittenMany;
  const bool written = verb.shape == Shape::kWritten || verb.shape == Shape::kWrittenMany;
  properties.set(many ? "items" : "item", many ? array_of(item(verb)) : item(verb));
  if (!written) required.push(many ? "items" : "item");
  if (written) {
    properties.set(many ? "ops" : "op", many ? array_of(form("op", kOp)) : form("op", kOp));
    if (many) required.push("ops");
    properties.set("created", Json::object({{"type", "string"}}));
    properties.set("dry_run", Json::object({{"const", true}}));
    properties.set("changes", array_of(form("change", kChange)));
  }
  if (lists_undecided(verb)) properties.set("undecided", array_of(form("op", kOp)));
  return Json::object({{"type", "object"},
                       {"description", verb.summary},
                       {"properties", std::move(properties)},
                       {"required", std::move(required)},
                       {"additionalProperties", false}});
}

Json document(Json schema, Json defs) {
  schema.set("$schema", kDialect);
  if (!defs.members().empty()) schema.set("$defs", std::move(defs));
  return schema;
}

Json operation_line(const OperationRow& row) {
  const Field fields[] = {
      {.name = "actor", .type = Type::kSlug, .need = Need::kRequired, .doc = "seller or replica"},
      {.name = "at", .type = Type::kInstant, .need = Need::kRequired, .doc = "as stated"},
      {.name = "id",
       .type = Type::kOperation,
       .need = Need::kRequired,
       .doc = "{replica}.{incarnation}.{seq}"},
      {.name = "kind", .type = Type::kWord, .need = Need::kRequired},
      {.name = "on", .type = Type::kRef, .need = Need::kRequired, .doc = "record"},
      {.name = "p", .type = Type::kObject, .need = Need::kRequired, .form = row.form},
      {.name = "retry_of", .type = Type::kOperation, .doc = "rejected operation that it replaces"},
      {.name = "v", .type = Type::kInt, .need = Need::kRequired},
  };
  Json schema = form_schema(Form{row.kind, fields});
  schema.find("properties")->set("kind", constant(row.kind));
  schema.find("properties")->set("v", Json::object({{"const", row.version}}));
  if (!row.doc.empty()) schema.set("description", row.doc);
  return schema;
}

}  // namespace

Json operation_schema(std::string_view kind) {
  const OperationRow* row = find_operation(kind);
  KONTOR_CHECK(row && row->form);
  return document(operation_line(*row), {});
}

Json output_schema(const CommandNoun& noun, const VerbRow& verb) {
  if (verb.shape == Shape::kText) {
    throw Error(Fault::kUsage, "bad_usage", command_name(noun, verb, ' ') + " prints no JSON");
  }
  Shelf shelf;
  Json schema = shelf.output(noun, verb);
  return document(std::move(schema), std::move(shelf.defs));
}

Json noun_schema(std::string_view name) {
  if (name == "history") return history_schema();
  Shelf shelf;
  if (const NounRow* noun = find_noun(name)) {
    for (const KindRow& row : noun->kinds) {
      if (row.form) shelf.record(row.kind);
    }
    for (const OperationRow& row : noun->operations) {
      shelf.defs.set(row.kind, operation_line(row));
    }
  }
  for (const CommandNoun& noun : command_table()) {
    const bool mine = noun.name.empty() ? name == "site" : noun.name == name;
    if (!mine) continue;
    for (const VerbRow& verb : noun.verbs) {
      if (verb.shape == Shape::kText) continue;
      Json schema = shelf.output(noun, verb);
      shelf.defs.set(command_name(noun, verb, '.') + "/1", std::move(schema));
    }
  }
  if (shelf.defs.members().empty()) {
    throw Error(Fault::kUsage, "unknown_noun", "no noun \"" + std::string(name) + "\"",
                "kontor help");
  }
  return document(Json::object({{"title", name}}), std::move(shelf.defs));
}

std::vector<std::string> schema_nouns() {
  std::vector<std::string> names{"history", "site"};
  for (const CommandNoun& noun : command_table().subspan(1)) names.emplace_back(noun.name);
  for (const NounRow* noun : all_nouns()) names.emplace_back(noun->name);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace kontor::cli
