// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor-audit/manual.h"

#include "cmd/console/roff.h"
#include "cmd/kontor-audit/table.h"
#include "lib/statement/record.h"

namespace kontor::auditor {
namespace {

using cli::manual_item;
using cli::roff;

std::string option_term(const OptionRow& row) {
  std::string meta = row.meta.empty() ? "" : "\\fI" + roff(row.meta) + "\\fR";
  if (row.argument.positional) return meta;
  return "\\fB\\-\\-" + roff(row.argument.name) + "\\fR" + (meta.empty() ? "" : " " + meta);
}

std::string verb_section(const VerbRow& row) {
  std::string out = ".SS " + roff(row.verb) + "\n.B " + roff(usage_line(row)) + "\n.PP\n" +
                    roff(row.summary) + "\n";
  if (!row.text.empty()) out += ".PP\n" + roff(row.text) + "\n";
  for (const OptionRow& option : row.options) out += manual_item(option_term(option), option.doc);
  return out + ".PP\nExample:\n.PP\n.RS 4\n.EX\n" + roff(row.example) + "\n.EE\n.RE\n";
}

}  // namespace

std::string manual_page() {
  std::string out =
      cli::manual_head("kontor-audit", 1, program_version(),
                       "check a Kontor history from plain clones", "kontor-audit's table of verbs");
  out += ".SH SYNOPSIS\n";
  for (const VerbRow& row : verb_table()) {
    if (&row != &verb_table().front()) out += ".br\n";
    out += ".B " + roff(usage_line(row)) + "\n";
  }
  out += ".SH DESCRIPTION\n" +
         roff(
             "The auditor's tool: it reads clones of the histories and needs one key, the root's, "
             "or its fingerprint, or the ledger id, which must have come by another way than the "
             "history, such as a letter. A REPO is a clone of a scope's history as the hub holds "
             "it, bare or not, never of a vault. It opens no store, reads no "
             "configuration and writes nothing. What it says of persons it says on the word of "
             "the site that signed.") +
         "\n.SH VERBS\n";
  for (const VerbRow& row : verb_table()) out += verb_section(row);
  out += ".SH EXIT STATUS\n" + manual_item("\\fB0\\fR", "verified, or the answer") +
         manual_item("\\fB64\\fR", "the command line is wrong") +
         manual_item("\\fB65\\fR",
                     "malformed input: a file that is no proof, a branch that is no ledger of "
                     "Kontor's, a file that holds no key") +
         manual_item("\\fB66\\fR", "no such repository, entry, record or file") +
         manual_item("\\fB74\\fR", "reading or writing failed") +
         manual_item("\\fB76\\fR",
                     "trust violated: a signature, a chain or a recomputation does not hold; the "
                     "message names commit, entry, operation and reason") +
         manual_item("\\fB78\\fR",
                     "the history or the proof is of what only a newer kontor-audit knows");
  return out +
         ".SH SEE ALSO\n.BR kontor (1),\n.BR kontor\\-proof (5),\n.BR git\\-verify\\-commit (1)\n";
}

Json schemas() {
  Json defs;
  for (const VerbRow& row : verb_table()) {
    if (!row.item) continue;
    const std::string name = "audit." + std::string(row.verb);
    Json item = form_schema(*row.item);
    const bool record = row.item == &show_form || row.item == &kontor::statement::record_form;
    if (record) item.set("additionalProperties", true);
    defs.set(name, std::move(item));
    const Json reference = Json::object({{"$ref", "#/$defs/" + name}});
    Json properties = Json::object({{"schema", Json::object({{"const", name + "/1"}})}});
    properties.set(row.many ? "items" : "item",
                   row.many ? Json::object({{"type", "array"}, {"items", reference}}) : reference);
    defs.set(name + "/1",
             Json::object({{"type", "object"},
                           {"description", row.summary},
                           {"properties", std::move(properties)},
                           {"required", Json::array({"schema", row.many ? "items" : "item"})},
                           {"additionalProperties", false}}));
  }
  // What verify prints of a proof.
  defs.set("audit.proof", form_schema(proof_form));
  defs.set(
      "audit.proof/1",
      Json::object({{"type", "object"},
                    {"description", "what a proof proves"},
                    {"properties",
                     Json::object({{"schema", Json::object({{"const", "audit.proof/1"}})},
                                   {"item", Json::object({{"$ref", "#/$defs/audit.proof"}})}})},
                    {"required", Json::array({"schema", "item"})},
                    {"additionalProperties", false}}));
  return Json::object({{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                       {"title", "audit"},
                       {"$defs", std::move(defs)}});
}

}  // namespace kontor::auditor
