// SPDX-License-Identifier: Apache-2.0
// Makes the store's records anew from history and vault. Outbox, unsent private values, keys and
// settings stay as they are; a kill in between is finished by the next sync.
#pragma once

#include <filesystem>

#include "lib/sync/remote.h"
#include "lib/workspace/take.h"
#include "lib/workspace/workspace.h"

namespace kontor {

// Verifies every entry from the first on.
TakeReport rebuild(Workspace& workspace, Remote& remote);

// Moves a store file that is no database out of the way, with its log, and returns its new place.
// Keys and repositories stay.
std::filesystem::path set_aside(const std::filesystem::path& home);

}  // namespace kontor
