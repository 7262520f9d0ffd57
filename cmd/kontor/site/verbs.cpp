// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/site/verbs.h"

#include "cmd/kontor/nouns.h"
#include "cmd/kontor/records.h"

namespace kontor::cli {
namespace {

constexpr Field kInit[] = {
    {.name = "name", .type = Type::kWord, .doc = "what people call the ledger (required)"},
    {.name = "hub", .type = Type::kText, .doc = "directory, or URL with {repo}; else HOME/hub"},
    {.name = "root", .type = Type::kText, .doc = "folder of the root key; else HOME/root"},
    {.name = "passphrase_file",
     .type = Type::kText,
     .doc = "passphrase of the root key, - for input"},
    {.name = "no_passphrase", .type = Type::kFlag, .doc = "leave the root key unprotected"},
    {.name = "clock",
     .type = Type::kEnum,
     .of = "real|manual",
     .doc = "manual: time moves by --time alone (demo, tests)"}};
constexpr Field kToken[] = {{.name = "token",
                             .type = Type::kText,
                             .need = Need::kRequired,
                             .doc = "from kontor replica invite; - reads it from input"}};
constexpr Field kSchema[] = {
    {.name = "noun", .type = Type::kWord, .doc = "noun, command or operation (lead.add)"},
    {.name = "verb", .type = Type::kWord, .doc = "verb of the noun"}};
constexpr Field kFolder[] = {{.name = "folder",
                              .type = Type::kText,
                              .need = Need::kRequired,
                              .doc = "a new or empty folder"}};
constexpr Field kShell[] = {
    {.name = "shell", .type = Type::kWord, .need = Need::kRequired, .doc = "bash, zsh or fish"}};
constexpr Field kCommand[] = {
    {.name = "command", .type = Type::kWord, .many = Many::kList, .doc = "noun, and verb"}};

constexpr VerbRow kVerbs[] = {
    {.verb = "init",
     .summary = "make HQ: root key, ledger and hub; every other site joins",
     .options = kInit,
     .shape = Shape::kItem,
     .result = init_form,
     .run = init_site,
     .example = "kontor init --name Acme --hub /srv/kontor --passphrase-file root.pass"},
    {.verb = "join",
     .summary = "make a site out of an invitation",
     .positionals = kToken,
     .shape = Shape::kItem,
     .result = join_form,
     .run = join_site,
     .example = "kontor join - < token"},
    {.verb = "sync",
     .summary = "seal, push and take, once; at HQ sequence too",
     .shape = Shape::kItem,
     .result = sync_form,
     .run = sync_site},
    {.verb = "status",
     .summary = "show where this site stands, and whether its rows are what the ledger says",
     .shape = Shape::kItem,
     .result = status_form,
     .run = show_status},
    {.verb = "doctor",
     .summary = "examine store, keys and local history of this site",
     .shape = Shape::kItems,
     .result = doctor_form,
     .run = examine_site},
    {.verb = "rebuild",
     .summary = "make the store anew from history and vault",
     .shape = Shape::kItem,
     .result = rebuild_form,
     .run = rebuild_site},
    {.verb = "whoami",
     .summary = "show who acts here, and where",
     .shares = kReads | kActs,
     .shape = Shape::kItem,
     .result = whoami_form,
     .run = who_am_i},
    {.verb = "demo",
     .summary = "play a sale over HQ and three partners in a new folder, command by command",
     .positionals = kFolder,
     .shape = Shape::kItem,
     .result = demo_form,
     .run = play_demo,
     .example = "kontor demo /tmp/kontor-demo"},
    {.verb = "schema",
     .summary = "print the JSON Schema of an operation, or of what a command prints",
     .positionals = kSchema,
     .shares = kBare,
     .run = print_schema,
     .example = "kontor schema lead list"},
    {.verb = "completion",
     .summary = "print a completion script",
     .positionals = kShell,
     .shares = kBare,
     .run = print_completion,
     .example = "kontor completion bash > ~/.local/share/bash-completion/completions/kontor"},
    {.verb = "help",
     .summary = "show help",
     .positionals = kCommand,
     .shares = kBare,
     .run = print_help},
};

}  // namespace

std::span<const VerbRow> site_verbs() { return kVerbs; }

}  // namespace kontor::cli
