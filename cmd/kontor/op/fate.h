// SPDX-License-Identifier: Apache-2.0
// One operation's fate, from the outbox (own ones) or from a rejection (of every till of the
// scope).
#pragma once

#include "lib/base/json.h"
#include "lib/store/store.h"

namespace kontor::cli {

Json fate_of(const OutboxRow& row);
Json fate_of_rejection(const Json& rejection);

}  // namespace kontor::cli
