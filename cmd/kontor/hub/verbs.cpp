// SPDX-License-Identifier: Apache-2.0
#include "cmd/kontor/hub/verbs.h"

#include "cmd/kontor/nouns.h"

namespace kontor::cli {
namespace {

constexpr Field kHub[] = {{.name = "hub",
                           .type = Type::kText,
                           .doc = "directory, or URL with {repo}; else the ledger's own hub"}};

constexpr VerbRow kVerbs[] = {
    {.verb = "init",
     .summary = "make the repositories of all scopes on a hub; those that are there stay",
     .positionals = kHub,
     .shares = kReads,
     .shape = Shape::kItems,
     .result = hub_form,
     .run = init_hub,
     .example = "kontor hub init 'ssh://git@hub.example/kontor/{repo}.git'"},
    {.verb = "check",
     .summary = "is the hub there, is it this ledger's, are its branches whole, who waits for HQ",
     .positionals = kHub,
     .shares = kReads,
     .shape = Shape::kItems,
     .result = hub_check_form,
     .run = check_hub_command,
     .example = "kontor hub check"},
};

}  // namespace

std::span<const VerbRow> hub_verbs() { return kVerbs; }

}  // namespace kontor::cli
