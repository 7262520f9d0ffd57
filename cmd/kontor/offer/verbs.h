// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace kontor::cli {

class Call;

int check_offers(Call& call);

}  // namespace kontor::cli
