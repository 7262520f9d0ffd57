// SPDX-License-Identifier: Apache-2.0
// The files that come with the product: they are read by the forms and taken by the rules, and the
// telecom policy asks for what its table says.
#include <doctest/doctest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "lib/change/file_form.h"
#include "lib/offer/noun.h"
#include "lib/offer/record.h"
#include "lib/outlet/noun.h"
#include "lib/outlet/record.h"
#include "lib/partner/noun.h"
#include "lib/partner/record.h"
#include "lib/plan/lint.h"
#include "lib/plan/reader.h"
#include "lib/policy/check.h"
#include "lib/policy/noun.h"
#include "lib/policy/record.h"
#include "lib/scope/noun.h"
#include "tests/world.h"

using namespace kontor;

namespace {

std::vector<FilePayload> read(const char* name, const char* noun, const Form& form) {
  const char* source = std::getenv("KONTOR_SOURCE");
  const std::string root = source ? source : ".";
  return read_form_file(read_toml(root + "/packs/" + name), noun, form);
}

void apply(World& world, const char* name, const char* noun, const Form& form) {
  for (const FilePayload& file : read(name, noun, form)) {
    INFO(name << " " << file.id);
    CHECK(world.run(std::string(noun) + ".apply", file.id, file.payload) == "");
  }
}

World starter_world() {
  World world({&scope_noun(), &partner_noun(), &outlet_noun(), &policy_noun(), &offer_noun()});
  apply(world, "starter/partners.toml", "partner", partner::apply_form);
  apply(world, "starter/outlets.toml", "outlet", outlet::apply_form);
  for (const char* id : {"nord", "sued", "online"}) {
    CHECK(world.run("scope.add", id, Json::object({{"partner", id}})) == "");
  }
  apply(world, "telecom/policy.toml", "policy", policy::apply_form);
  for (const char* name : {"tariff-l", "phone", "autumn"}) {
    apply(world, ("starter/" + std::string(name) + ".toml").c_str(), "offer", offer::apply_form);
    CHECK(world.run("offer.launch", name) == "");
  }
  return world;
}

using Codes = std::vector<std::string>;

Codes asked(const Json& body, const char* channel, const char* customer, const char* stage,
            const char* date) {
  Codes out;
  for (const policy::Evidence& evidence :
       policy::missing_evidence(body, channel, "", customer, stage, parse_date(date), {})) {
    out.push_back(evidence.code + (evidence.strength == "hard" ? "" : "?"));
  }
  return out;
}

}  // namespace

TEST_CASE("the starter files are taken, and reach all three businesses") {
  World world = starter_world();
  for (const char* offer : {"tariff-l", "phone", "autumn"}) {
    CHECK(world.holders("offer", offer) == "nord online sued");
  }
  CHECK(world.holders("policy", "telecom") == "nord online sued");
  CHECK(world.holders("outlet", "nord/mitte") == "nord");
  CHECK(world.audience("outlet", "nord/mitte").views.size() == 3);
}

TEST_CASE("the phone has its device price in the autumn bundle alone") {
  World world = starter_world();
  const Json phone = offer::current(world.record("offer", "phone"));
  const auto price = [&](const char* point, const std::set<std::string>& present,
                         const char* campaign) {
    const auto found = offer::price_of(phone, point, present, campaign);
    return found ? found->at("one_time").num("amount") : -1;
  };
  CHECK(price("list", {"phone"}, "autumn") == 79900);
  CHECK(price("list", {"phone", "tariff-l"}, "") == 79900);
  CHECK(price("list", {"phone", "tariff-l"}, "autumn") == 4900);
  CHECK(price("online-special", {"phone", "tariff-l"}, "autumn") == 2900);
  CHECK(price("online-special", {"phone"}, "autumn") == -1);

  const auto parts = offer::components(world.state, "autumn", 1);
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].offer == "tariff-l");
  CHECK(parts[1].offer == "phone");
  const auto gates = offer::gates(world.state, "autumn", 1);
  REQUIRE(gates.size() == 1);
  CHECK(gates[0].item == "phone");
  CHECK(gates[0].needs == "tariff-l");
  CHECK(gates[0].state == "released");
  const Json autumn = offer::current(world.record("offer", "autumn"));
  CHECK(offer::channel_refusal(autumn, "field", parse_date("2025-08-28")) == "no-doorstep");
  CHECK(offer::channel_refusal(autumn, "online", parse_date("2025-08-28")).empty());
}

TEST_CASE("telecom: evidence by channel, of consumers") {
  World world = starter_world();
  const Json body = *policy::newest(world.record("policy", "telecom"));
  const auto before = [&](const char* channel) {
    return asked(body, channel, "consumer", "before_close", "2025-08-28");
  };
  const auto after = [&](const char* channel) {
    return asked(body, channel, "consumer", "after_close", "2025-08-28");
  };
  CHECK(before("shop") == Codes{"IDC?", "MND", "SUM"});
  CHECK(after("shop").empty());
  CHECK(before("terminal") == Codes{"BTN", "PRE", "SUM", "WDN"});
  CHECK(after("terminal") == Codes{"DUR"});
  CHECK(before("phone") == Codes{"CON", "PRE", "SUM", "WDN"});
  CHECK(after("phone") == Codes{"APR"});
  CHECK(before("online") == Codes{"BTN", "PRE", "SUM", "WDN"});
  CHECK(after("online") == Codes{"DUR"});
  for (const char* channel : {"field", "popup", "video"}) {
    CAPTURE(channel);
    CHECK(before(channel) == Codes{"PRE", "SUM", "WDN"});
    CHECK(after(channel) == Codes{"DUR"});
  }
}

TEST_CASE("telecom: the withdrawal button from its day, and what businesses need not have") {
  World world = starter_world();
  const Json body = *policy::newest(world.record("policy", "telecom"));
  CHECK(asked(body, "online", "consumer", "before_close", "2026-06-18") ==
        Codes{"BTN", "PRE", "SUM", "WDN"});
  CHECK(asked(body, "online", "consumer", "before_close", "2026-06-19") ==
        Codes{"BTN", "PRE", "SUM", "WBT", "WDN"});
  CHECK(asked(body, "online", "business", "before_close", "2026-06-19") == Codes{"PRE", "SUM"});
}

TEST_CASE("telecom: withdrawal, fields and checks") {
  World world = starter_world();
  const Json body = *policy::newest(world.record("policy", "telecom"));
  const Date closed = parse_date("2025-08-28");
  const Date delivered = parse_date("2025-08-29");
  CHECK(format_date(*policy::withdrawal_until(body, "distance", closed, delivered)) ==
        "2025-09-12");
  CHECK(format_date(*policy::withdrawal_until(body, "off_premises", closed, std::nullopt)) ==
        "2025-09-11");
  CHECK_FALSE(policy::withdrawal_until(body, "on_premises", closed, delivered).has_value());

  CHECK(policy::steps(body) ==
        Codes{"offer", "customer", "delivery", "contract", "payment", "evidence"});
  CHECK(policy::is_public_field(body, "contract.start"));
  CHECK(policy::is_public_field(body, "price_point"));
  CHECK_FALSE(policy::is_public_field(body, "iban"));
  CHECK(policy::required_fields(body, "payment") == Codes{"iban"});
  const Json* iban = policy::check_row(body, "iban");
  CHECK(policy::run_check(*iban, "DE89370400440532013000", closed).result == "pass");
  CHECK(policy::run_check(*iban, "DE88370400440532013000", closed).result == "block");
}

TEST_CASE("insurance: the offer is taken, and the linter has nothing against the plan") {
  World world({&scope_noun(), &partner_noun(), &outlet_noun(), &policy_noun(), &offer_noun()});
  apply(world, "insurance/life-25.toml", "offer", offer::apply_form);
  CHECK(world.run("offer.launch", "life-25") == "");

  const char* source = std::getenv("KONTOR_SOURCE");
  const std::string root = source ? source : ".";
  const Json body = plan::body_from_toml(read_toml(root + "/packs/insurance/life.toml"));
  CHECK(plan::lint(plan::parse_plan(body)).empty());
  const auto without = [&](const char* key, const char* value) {
    Json changed = body;
    if (value) {
      changed["liability"].set(key, value);
    } else {
      changed["liability"].erase(key);
    }
    const auto found = plan::lint(plan::parse_plan(changed));
    return found.empty() ? std::string() : std::string(found[0].row->id);
  };
  CHECK(without("notice", nullptr) == "L4");
  CHECK(without("window", "P59M") == "L10");
  CHECK(without("curve", "full") == "L10");
}
