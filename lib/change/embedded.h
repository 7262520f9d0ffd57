// SPDX-License-Identifier: Apache-2.0
// Texts that the build puts into the program (kontor_embed in cmake/folders.cmake generates the
// source), so that a noun's view stands in a file of its own and needs no file at run time.
#pragma once

#include <string_view>

namespace kontor {

// Text of schemas/store/<noun>.sql; a noun without that file is a bug.
std::string_view embedded_sql(std::string_view noun);

}  // namespace kontor
