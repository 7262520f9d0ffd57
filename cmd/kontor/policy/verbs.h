// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace kontor::cli {

class Call;

int lint_policy(Call& call);

}  // namespace kontor::cli
