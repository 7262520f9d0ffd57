// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/plan/verbs.h"

#include "cmd/kontor/changes.h"
#include "cmd/kontor/files.h"
#include "cmd/kontor/findings.h"
#include "cmd/kontor/history.h"
#include "cmd/kontor/lists.h"
#include "cmd/kontor/nouns.h"
#include "cmd/kontor/records.h"

namespace kontor::cli {
namespace {

constexpr Field kDiffPositional[] = {{.name = "plan",
                                      .type = Type::kText,
                                      .need = Need::kRequired,
                                      .many = Many::kList,
                                      .doc = "one or two of: a TOML file, ID, ID:VERSION"}};
constexpr Field kExplained[] = {{.name = "plan",
                                 .type = Type::kText,
                                 .need = Need::kRequired,
                                 .doc = "ID (the newest version), ID:VERSION or a TOML file"}};
constexpr Field kPlanFile[] = {
    {.name = "file", .type = Type::kText, .need = Need::kRequired, .doc = "TOML file of the plan"}};
constexpr Field kRun[] = {
    {.name = "explain",
     .type = Type::kFlag,
     .doc = "add exact weights of the touches and every step with its inputs and rules"},
    {.name = "keep_going", .type = Type::kFlag, .doc = "take the good lines beside bad ones"}};

constexpr Field kSimulated[] = {
    {.name = "order", .type = Type::kWord, .doc = "a draft, by any unique prefix of its id"}};
constexpr Field kSimulateOptions[] = {
    {.name = "offer", .type = Type::kWord, .doc = "in place of a draft: what would be sold"},
    {.name = "customer", .type = Type::kWord, .doc = "to whom; her touches here count"},
    {.name = "price-point", .type = Type::kWord, .doc = "sold at"},
    {.name = "campaign", .type = Type::kWord, .doc = "within which"},
    {.name = "channel",
     .type = Type::kWord,
     .many = Many::kList,
     .doc = "closed in which; else here, online, in a shop and by phone"},
    {.name = "touch",
     .type = Type::kText,
     .many = Many::kList,
     .doc = "suppose one of this site: EVIDENCE[:MINUTES[:DAYS]]"},
    {.name = "plan", .type = Type::kText, .doc = "another plan: its id, ID:VERSION, or a file"},
    {.name = "model",
     .type = Type::kEnum,
     .of = "all|plan|first|last|linear|position|time_decay|time_decay_by_step",
     .doc = "judged by a model for the whole journey in place of the plan's stages; all: the plan "
            "itself and each of them"},
    {.name = "from", .type = Type::kDate, .doc = "at HQ: past orders closed on that day or later"},
    {.name = "to", .type = Type::kDate, .doc = "at HQ: closed on that day or earlier"},
    {.name = "instead-of",
     .type = Type::kSlug,
     .doc = "at HQ: plan that judged them; else the one of the same id"},
};

constexpr VerbRow kVerbs[] = {
    {.verb = "apply",
     .summary = "make plan files true: the next version of each",
     .operation = "plan.apply",
     .positionals = kFilesPositional,
     .shares = kApplyShares,
     .shape = Shape::kWrittenMany,
     .kinds = "plan",
     .run = apply_plans,
     .example = "kontor plan apply telco-retail.toml --dry-run"},
    {.verb = "lint",
     .summary = "check plan files: grammar, what the law asks, words; names where a store is",
     .positionals = kFilesPositional,
     .shares = kReads,
     .shape = Shape::kItems,
     .result = finding_form,
     .run = lint_plan,
     .example = "kontor plan lint telco-retail.toml"},
    {.verb = "diff",
     .summary = "tell two versions of a plan apart, or a file and the newest version",
     .positionals = kDiffPositional,
     .shares = kReads,
     .shape = Shape::kItems,
     .result = difference_form,
     .run = diff_plans,
     .example = "kontor plan diff telco-retail:3 telco-retail.toml"},
    {.verb = "accept",
     .summary = "accept the split of a plan for the own business and its sellers",
     .operation = "plan.accept",
     .positionals = kIdPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "plan",
     .run = write_record,
     .example = "kontor plan accept telco-retail --version 3 --sellers anna"},
    {.verb = "reject",
     .summary = "reject the split of a plan for the own business, with a reason: its shares stay "
                "held",
     .operation = "plan.reject",
     .positionals = kIdPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "plan",
     .run = write_record,
     .example = "kontor plan reject telco-retail --version 3 --reason 'tip of 10 percent'"},
    {.verb = "retire",
     .summary =
         "let a plan judge no new sale from a day on; claims stay, a next version may follow",
     .operation = "plan.retire",
     .positionals = kIdPositional,
     .shares = kWriteShares,
     .shape = Shape::kWritten,
     .kinds = "plan",
     .run = write_record,
     .example = "kontor plan retire telco-retail --since 2026-01-01"},
    {.verb = "explain",
     .summary = "tell a plan in words: who gets what, by which rule, and when it comes back",
     .positionals = kExplained,
     .shares = kReads,
     .shape = Shape::kItem,
     .result = plan_explain_form,
     .run = explain_plan_in_words,
     .example = "kontor plan explain telco-retail"},
    {.verb = "simulate",
     .summary = "preview what an order would pay, closed here or elsewhere, or by another plan",
     .positionals = kSimulated,
     .options = kSimulateOptions,
     .shares = kReads | kActs,
     .shape = Shape::kItems,
     .result = simulate_form,
     .run = simulate_plan,
     .example = "kontor plan simulate --offer autumn --channel online --touch consultation:30"},
    {.verb = "edit",
     .summary = "open the file of a plan in the editor (VISUAL, EDITOR), then apply it",
     .operation = "plan.apply",
     .positionals = kIdPositional,
     .shares = kEditShares,
     .shape = Shape::kWrittenMany,
     .kinds = "plan",
     .run = edit_plan,
     .example = "kontor plan edit telco-retail"},
    {.verb = "list",
     .summary = "list the versions of the plans",
     .shares = kListShares,
     .shape = Shape::kItems,
     .kinds = "plan",
     .view = "plans",
     .columns = "id,version,newest,valid_from,valid_to,retired,answers,regime,stages",
     .run = list_records},
    {.verb = "show",
     .summary = "show a plan with all its versions",
     .positionals = kIdPositional,
     .shares = kShowShares,
     .shape = Shape::kItem,
     .formats = kFileFormats,
     .kinds = "plan",
     .run = show_plan,
     .example = "kontor plan show telco-retail --format toml > telco-retail.toml"},
    {.verb = "history",
     .summary = "what changed a plan, entry by entry of the signed ledger",
     .positionals = kIdPositional,
     .options = kHistoryOptions,
     .shares = kReads,
     .shape = Shape::kItems,
     .kinds = "plan",
     .result = history_form,
     .run = show_history},
    {.verb = "run",
     .summary = "put orders, returns and settlements through a plan file; no store is opened",
     .positionals = kPlanFile,
     .options = kRun,
     .shares = kBare,
     .shape = Shape::kLines,
     .lines = run_lines,
     .run = run_plan,
     .example = "kontor plan run telco-retail.toml < events.jsonl > results.jsonl"},
};

}  // namespace

std::span<const VerbRow> plan_verbs() { return kVerbs; }

}  // namespace kontor::cli
