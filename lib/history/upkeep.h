// SPDX-License-Identifier: Apache-2.0
// What keeps objects/ small and whole: leftovers of crashes, and consolidation above 50 packs. One
// process at a time (flock of `kontor-upkeep`); another finds it busy and does nothing.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "lib/history/object.h"

namespace kontor {

// More packs slow every lookup of a missing object down (66 us at 1, 8.4 ms at 2,000).
inline constexpr std::size_t kMaxPacks = 50;

// A loose object of no bytes hides nothing, but stock git trips over it.
void remove_torn_loose(const std::filesystem::path& git_directory,
                       const std::vector<Object>& objects);

// Removes abandoned temporaries, torn packs and indexes (an index is made again where its pack is
// whole), old packs of the last consolidation; consolidates if there are too many. One line each.
std::vector<std::string> tidy_objects(const std::filesystem::path& git_directory);

// Packs (stems) whose own checksum or that of their index does not hold: a byte was changed where
// they lie. Reads all of them; changes nothing.
std::vector<std::string> damaged_packs(const std::filesystem::path& git_directory);

// All objects of these packs ("pack-<sha1>") into one; entries are copied as they are, deltas with
// their bases. Returns its stem. Error(kTrust, "corrupt_pack") when an entry's checksum fails.
std::string consolidate(const std::filesystem::path& pack_directory,
                        const std::vector<std::string>& stems);

}  // namespace kontor
