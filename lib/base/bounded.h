// SPDX-License-Identifier: Apache-2.0
// A file that is read whole, if it is no larger than it may be: a device or a pipe need not end.
#pragma once

#include <cstddef>
#include <string>

#include "lib/base/id.h"

namespace kontor {

// `most` bytes, and one more if there are more. Errors as of SystemFile::read.
Bytes read_upto(const std::string& path, std::size_t most);

}  // namespace kontor
