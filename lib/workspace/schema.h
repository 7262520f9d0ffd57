// SPDX-License-Identifier: Apache-2.0
// What the store keeps of the nouns beside their records: views and indexes, from their rows.
#pragma once

#include "lib/store/store.h"

namespace kontor {

const StoreSchema& store_schema();

}  // namespace kontor
