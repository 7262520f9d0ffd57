// SPDX-License-Identifier: Apache-2.0
#include "lib/outlet/record.h"

namespace kontor::outlet {
namespace {

constexpr Field kSplitFields[] = {
    {.name = "seller",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "weight of the seller",
     .max = 1000},
    {.name = "business",
     .type = Type::kInt,
     .need = Need::kRequired,
     .doc = "weight of the business",
     .max = 1000},
};
constinit const Form split_form{"outlet.split", kSplitFields};

constexpr Field kPartner{.name = "partner",
                         .type = Type::kRef,
                         .need = Need::kRequired,
                         .of = "partner",
                         .doc = "business that runs the outlet"};
constexpr Field kChannel{.name = "channel",
                         .type = Type::kEnum,
                         .need = Need::kRequired,
                         .of = kChannels,
                         .doc = "how it sells; channel rules and legal evidence go by it"};
constexpr Field kPlace{
    .name = "place", .type = Type::kWord, .doc = "town and street, as a customer is sent there"};
constexpr Field kPostcode{
    .name = "postcode", .type = Type::kWord, .doc = "postcode of the place, for distances"};
constexpr Field kSplit{.name = "split",
                       .type = Type::kObject,
                       .form = &split_form,
                       .doc = "seller and business share a commission so, before the plan's own"};
constexpr std::string_view kZoneDoc =
    "time zone of its deadlines (IANA name); Europe/Berlin unless told";
constexpr std::string_view kStateDoc = "open: sells; paused: for a while not; closed: for good";

constexpr Field kApplyFields[] = {
    kPartner,
    kChannel,
    kPlace,
    kPostcode,
    {.name = "zone", .type = Type::kWord, .doc = kZoneDoc},
    {.name = "state", .type = Type::kEnum, .of = kStates, .doc = kStateDoc},
    kSplit};
constexpr Field kRecordFields[] = {
    kPartner,
    kChannel,
    kPlace,
    kPostcode,
    {.name = "zone", .type = Type::kWord, .need = Need::kRequired, .doc = kZoneDoc},
    {.name = "state",
     .type = Type::kEnum,
     .need = Need::kRequired,
     .of = kStates,
     .doc = kStateDoc},
    kSplit};
constexpr Field kCardFields[] = {kPartner, kChannel, kPlace};

std::string member_of(const State& state, std::string_view outlet, std::string_view member) {
  for (const char* kind : {"outlet", "directory_card"}) {
    if (const Record record = state.get(kind, outlet)) return record->str_or(member);
  }
  return {};
}

}  // namespace

constinit const Form apply_form{"outlet.apply", kApplyFields};
constinit const Form record_form{"outlet", kRecordFields};
constinit const Form card_form{"directory_card", kCardFields};

std::string channel_of(const State& state, std::string_view outlet) {
  return member_of(state, outlet, "channel");
}

std::string partner_of(const State& state, std::string_view outlet) {
  return member_of(state, outlet, "partner");
}

}  // namespace kontor::outlet
