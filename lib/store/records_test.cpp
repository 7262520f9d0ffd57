// SPDX-License-Identifier: Apache-2.0
// The two layers of a record, by example and against a model of two maps.
#include <doctest/doctest.h>

#include <cstdlib>
#include <map>
#include <random>

#include "lib/store/fixture_test.h"

namespace kontor {
namespace {

using test::Folder;
using test::leads_schema;
using Value = std::optional<std::string>;

TEST_CASE("a clean record is the same in both layers") {
  Folder folder;
  Store store = Store::open(folder / "store.db", leads_schema());
  store.put_base("lead", "l1", R"({"customer":"c1"})");
  CHECK(store.get(Layer::kLive, "lead", "l1") == R"({"customer":"c1"})");
  CHECK(store.get(Layer::kBase, "lead", "l1") == R"({"customer":"c1"})");
  store.put_base("lead", "l1", R"({"customer":"c2"})");
  CHECK(store.get(Layer::kLive, "lead", "l1") == R"({"customer":"c2"})");
  store.put_base("lead", "l1", std::nullopt);
  CHECK(!store.get(Layer::kLive, "lead", "l1"));
  CHECK(!store.get(Layer::kBase, "lead", "l1"));
}

TEST_CASE("a pending change shows in the live layer alone, until the base is the same") {
  Folder folder;
  Store store = Store::open(folder / "store.db", leads_schema());
  store.put_base("lead", "l1", "{\"v\":1}");
  store.put_live("lead", "l1", "{\"v\":2}");
  CHECK(store.get(Layer::kLive, "lead", "l1") == "{\"v\":2}");
  CHECK(store.get(Layer::kBase, "lead", "l1") == "{\"v\":1}");
  SUBCASE("the ledger takes another one: live keeps what is pending") {
    store.put_base("lead", "l1", "{\"v\":3}");
    CHECK(store.get(Layer::kLive, "lead", "l1") == "{\"v\":2}");
    CHECK(store.get(Layer::kBase, "lead", "l1") == "{\"v\":3}");
  }
  SUBCASE("the ledger takes the same: clean, so the next base shows") {
    store.put_base("lead", "l1", "{\"v\":2}");
    store.put_base("lead", "l1", "{\"v\":4}");
    CHECK(store.get(Layer::kLive, "lead", "l1") == "{\"v\":4}");
  }
  SUBCASE("put back to the base: clean") {
    store.put_live("lead", "l1", "{\"v\":1}");
    store.put_base("lead", "l1", "{\"v\":5}");
    CHECK(store.get(Layer::kLive, "lead", "l1") == "{\"v\":5}");
  }
  SUBCASE("pending removal") {
    store.put_live("lead", "l1", std::nullopt);
    CHECK(!store.get(Layer::kLive, "lead", "l1"));
    CHECK(store.get(Layer::kBase, "lead", "l1") == "{\"v\":1}");
    CHECK(store.ids(Layer::kLive, "lead").empty());
    CHECK(store.ids(Layer::kBase, "lead") == std::vector<std::string>{"l1"});
  }
}

TEST_CASE("reset_live drops every pending value") {
  Folder folder;
  Store store = Store::open(folder / "store.db", leads_schema());
  store.put_base("lead", "kept", "{\"v\":1}");
  store.put_base("lead", "changed", "{\"v\":1}");
  store.put_base("lead", "removed", "{\"v\":1}");
  store.put_live("lead", "changed", "{\"v\":2}");
  store.put_live("lead", "removed", std::nullopt);
  store.put_live("lead", "new", "{\"v\":2}");
  store.reset_live();
  CHECK(store.ids(Layer::kLive, "lead") == std::vector<std::string>{"changed", "kept", "removed"});
  CHECK(store.get(Layer::kLive, "lead", "changed") == "{\"v\":1}");
  CHECK(store.count(Layer::kLive, "lead") == 3);
}

TEST_CASE("find answers for the layer asked") {
  Folder folder;
  Store store = Store::open(folder / "store.db", leads_schema());
  store.put_base("lead", "l2", R"({"customer":"c1"})");
  store.put_base("lead", "l1", R"({"customer":"c1"})");
  store.put_base("lead", "l3", R"({"customer":"c1"})");
  store.put_base("lead", "none", R"({"topic":"phone"})");
  store.put_base("order", "o1", R"({"customer":"c1"})");
  store.put_live("lead", "l2", R"({"customer":"c2"})");
  store.put_live("lead", "l3", std::nullopt);
  store.put_live("lead", "l4", R"({"customer":"c1"})");
  CHECK(store.find(Layer::kLive, "lead", "customer", "c1") == std::vector<std::string>{"l1", "l4"});
  CHECK(store.find(Layer::kBase, "lead", "customer", "c1") ==
        std::vector<std::string>{"l1", "l2", "l3"});
  CHECK(store.find(Layer::kLive, "lead", "customer", "c2") == std::vector<std::string>{"l2"});
  CHECK(store.find(Layer::kBase, "lead", "customer", "c2").empty());
  CHECK(store.find(Layer::kLive, "order", "customer", "c1") == std::vector<std::string>{"o1"});
  // An index that nobody declared is a bug: the statement is not even prepared.
  CHECK(test::code_of([&] { store.find(Layer::kLive, "lead", "topic", "phone"); }) ==
        "store_misused");
}

TEST_CASE("ids by prefix, and a visitor that asks the store again") {
  Folder folder;
  Store store = Store::open(folder / "store.db", leads_schema());
  for (const char* id : {"ab1", "ab2", "ab3", "b", "a"}) store.put_base("lead", id, "{}");
  CHECK(store.ids_with_prefix("lead", "ab", 10) == std::vector<std::string>{"ab1", "ab2", "ab3"});
  CHECK(store.ids_with_prefix("lead", "ab", 2).size() == 2);
  CHECK(store.ids_with_prefix("lead", "", 10).size() == 5);
  std::vector<std::string> seen;
  store.each(Layer::kLive, [&](std::string_view kind, std::string_view id, std::string_view bytes) {
    CHECK(store.get(Layer::kLive, kind, id) == std::string(bytes));
    int inner = 0;
    store.each(Layer::kBase,
               [&](std::string_view, std::string_view, std::string_view) { ++inner; });
    CHECK(inner == 5);
    seen.emplace_back(id);
  });
  CHECK(seen == std::vector<std::string>{"a", "ab1", "ab2", "ab3", "b"});
  store.clear_records();
  CHECK(store.count(Layer::kLive, "lead") == 0);
}

// Two maps, and what every reader must answer from them.
struct Model {
  std::map<std::string, std::string> live;
  std::map<std::string, std::string> base;

  static void put(std::map<std::string, std::string>& layer, const std::string& id,
                  const Value& value) {
    if (value) {
      layer[id] = *value;
    } else {
      layer.erase(id);
    }
  }
  static Value get(const std::map<std::string, std::string>& layer, const std::string& id) {
    const auto found = layer.find(id);
    return found == layer.end() ? Value() : Value(found->second);
  }
  bool dirty(const std::string& id) const { return get(live, id) != get(base, id); }
  void put_base(const std::string& id, const Value& value) {
    if (!dirty(id)) put(live, id, value);
    put(base, id, value);
  }
};

void compare(const Store& store, const Model& model, Layer layer) {
  const auto& expected = layer == Layer::kLive ? model.live : model.base;
  std::map<std::string, std::string> seen;
  store.each(layer, [&](std::string_view kind, std::string_view id, std::string_view bytes) {
    CHECK(kind == "lead");
    seen.emplace(id, bytes);
  });
  CHECK(seen == expected);
  for (const char customer : {'1', '2', '3'}) {
    std::vector<std::string> ids;
    for (const auto& [id, bytes] : expected) {
      if (bytes.find(std::string("\"c") + customer) != std::string::npos) ids.push_back(id);
    }
    CHECK(store.find(layer, "lead", "customer", std::string("c") + customer) == ids);
  }
}

TEST_CASE("any order of changes gives what two maps give") {
  const char* const given = std::getenv("KONTOR_SEED");
  const unsigned seed = given ? static_cast<unsigned>(std::stoul(given)) : std::random_device{}();
  INFO("KONTOR_SEED=", seed);
  std::mt19937 random(seed);
  const auto below = [&random](unsigned limit) { return static_cast<unsigned>(random() % limit); };
  Folder folder;
  auto store = std::make_unique<Store>(Store::open(folder / "store.db", leads_schema()));
  Model model;
  for (int round = 0; round < 120; ++round) {
    const Model before = model;
    {
      Store::Transaction transaction(*store);
      for (unsigned i = below(30); i > 0; --i) {
        const std::string id = "l" + std::to_string(below(12));
        Value value;
        if (below(4) != 0) value = R"({"customer":"c)" + std::to_string(below(3) + 1) + "\"}";
        const unsigned what = below(20);
        if (what == 0) {
          store->reset_live();
          model.live = model.base;
        } else if (what < 10) {
          store->put_live("lead", id, value);
          Model::put(model.live, id, value);
        } else {
          store->put_base("lead", id, value);
          model.put_base(id, value);
        }
      }
      if (below(5) == 0) {
        model = before;  // rolled back
      } else {
        transaction.commit();
      }
    }
    if (below(10) == 0) {
      store.reset();
      store = std::make_unique<Store>(Store::open(folder / "store.db", leads_schema()));
    }
    compare(*store, model, Layer::kLive);
    compare(*store, model, Layer::kBase);
  }
  CHECK(store->integrity() == "ok");
}

}  // namespace
}  // namespace kontor
