// SPDX-License-Identifier: Apache-2.0
#include "lib/sync/jobs.h"

#include <map>

#include "lib/base/error.h"
#include "lib/customer/match.h"
#include "lib/lead/record.h"
#include "lib/person/record.h"

namespace kontor {
namespace {

std::map<std::string, customer::Contact> contacts(const Workspace& hq) {
  std::map<std::string, customer::Contact> out;
  hq.store().query(
      "SELECT p.subject, p.field, p.value FROM private p JOIN record r ON r.kind = 'customer' AND "
      "r.id = p.subject WHERE r.json IS NOT NULL AND p.field IN ('email', 'phone') "
      "AND instr(r.json, p.commitment) > 0 ORDER BY p.subject, p.field",
      {}, [&](const Store::Row&, const Store::Row& values) {
        customer::Contact& contact = out[values[0]];
        contact.customer = values[0];
        (values[1] == "email" ? contact.email : contact.phone) = values[2];
      });
  return out;
}

// The person that the members belong to already, when they all do.
bool joined(const State& state, const std::vector<std::string>& members) {
  std::string person;
  for (const std::string& member : members) {
    const Record membership = state.get("membership", member);
    if (!membership) return false;
    if (person.empty()) person = membership->str("person");
    if (person != membership->str("person")) return false;
  }
  return true;
}

}  // namespace

std::size_t run_jobs(Workspace& hq) {
  // Nothing to look at unless contact data came in since the last run.
  std::string seen;
  hq.store().query(
      "SELECT count(*) || ' ' || coalesce(max(rowid), 0) FROM private WHERE field IN ('email', "
      "'phone')",
      {}, [&](const Store::Row&, const Store::Row& values) { seen = values.front(); });
  seen += " " + std::to_string(hq.store().count(Layer::kBase, "customer"));
  if (seen == hq.setting("match_seen")) return 0;
  const Bytes key = unhex(hq.setting("match_key"));
  std::vector<customer::MatchKey> keys;
  const StoreState state = hq.live();
  std::map<std::string, customer::Contact> all = contacts(hq);
  for (auto& [id, contact] : all) {
    contact.imported = lead::only_imported(state, id);
    for (customer::MatchKey& match : customer::match_keys(key, contact))
      keys.push_back(std::move(match));
  }
  std::size_t written = 0;
  for (const customer::Match& match :
       customer::matches(std::move(keys), person::kept_apart(state))) {
    if (joined(state, match.members)) continue;
    std::string person = person::link_target(state, match.members);
    if (person.empty()) person = hq.new_id();
    WriteRequest request;
    request.kind = "customer.link";
    request.on = person;
    request.payload = Json::object({{"members", Json::strings(match.members)},
                                    {"rule", match.rule},
                                    {"reason", match.reason}});
    try {
      hq.write(std::move(request));
      ++written;
    } catch (const Error& error) {
      if (error.fault() != Fault::kRefused) throw;  // a rule says no: the link is not made
    }
  }
  hq.set("match_seen", seen);
  return written;
}

}  // namespace kontor
