// SPDX-License-Identifier: Apache-2.0
// The stable names of rejections, in words: what happened, to what, what to do next. One table for
// the command that is refused here and for the list of what HQ rejected.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/error.h"
#include "lib/change/noun.h"

namespace kontor {

struct ReasonText {
  std::string_view reason;
  Fault fault;
  std::string_view words;  // "{}" stands for the detail
  std::string_view next;   // a command or empty
};
const ReasonText* find_reason(std::string_view reason);

// "lead k7qx2m4p: no longer available"; an unlisted reason is shown as it is.
std::string reason_words(std::string_view reason, std::string_view detail);
// The error of a command that is refused here.
Error refusal(std::string_view kind, std::string_view on, const Outcome& outcome);

}  // namespace kontor
