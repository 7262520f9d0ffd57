// SPDX-License-Identifier: Apache-2.0
// durable_write STORE: one operation and its record, durable when the program ends. What a command
// costs below the command line.
#include "bench/sample.h"

int main(int count, char** arguments) {
  if (count != 2) return 64;
  kontor::StoreSchema schema;
  schema.indexes = {{"interaction", "customer"}, {"interaction", "lead"}, {"interaction", "order"}};
  schema.version = "bench";
  kontor::Store store = kontor::Store::open(arguments[1], schema);
  kontor::Store::Transaction transaction(store);
  const std::int64_t seq = store.last_seq() + 1;
  const kontor::OutboxRow row = kontor::bench::sample_operation(seq);
  store.add_operation(row);
  store.put_live("interaction", row.on, kontor::bench::sample_record("interaction", row.on));
  transaction.commit();
}
