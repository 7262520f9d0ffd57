// SPDX-License-Identifier: Apache-2.0
// Records for the eye: private values are put in where they may be shown, else left out and named.
#pragma once

#include <string>
#include <string_view>

#include "cmd/kontor/call.h"

namespace kontor::cli {

// A commitment {"c":"sha256:..."} becomes its text, or goes and its path is listed in "withheld".
Json readable(Call& call, Json record);
// The same of the bytes of a record; those without a commitment are returned as they are.
std::string readable_bytes(Call& call, std::string bytes);

bool is_commitment(const Json& value);
// Names of the private fields that records of `kinds` have.
std::vector<std::string_view> private_fields(std::string_view kinds);

}  // namespace kontor::cli
