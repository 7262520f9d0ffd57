// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <set>

#include "lib/base/id.h"
#include "lib/base/text.h"
#include "lib/plan/advice.h"
#include "lib/plan/problems.h"

namespace kontor::plan {
namespace {

// Whose words a condition's field takes.
struct FieldWords {
  std::string_view field;
  Words Vocabulary::* known;
  std::string_view what;  // one of them
};
constexpr std::array kClosedFields = {
    FieldWords{"order.close_channel", &Vocabulary::channels, "channel"},
    FieldWords{"touch.channel", &Vocabulary::channels, "channel"},
    FieldWords{"touch.evidence", &Vocabulary::evidence, "kind of touch"},
    FieldWords{"order.contract_type", &Vocabulary::contract_types, "contract type"},
    FieldWords{"order.customer", &Vocabulary::customers, "type of customer"},
};
constexpr std::array kStoredFields = {
    FieldWords{"item.offer", &Vocabulary::offers, "offer"},
    FieldWords{"order.offer", &Vocabulary::offers, "offer"},
    FieldWords{"item.product", &Vocabulary::products, "product"},
    FieldWords{"item.group", &Vocabulary::groups, "group"},
    FieldWords{"item.brand", &Vocabulary::brands, "brand"},
    FieldWords{"order.close_partner", &Vocabulary::partners, "partner"},
    FieldWords{"touch.partner", &Vocabulary::partners, "partner"},
    FieldWords{"order.close_outlet", &Vocabulary::outlets, "outlet"},
    FieldWords{"touch.outlet", &Vocabulary::outlets, "outlet"},
};

bool has(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::vector<std::string_view> views(const Words& words) { return {words.begin(), words.end()}; }

class WordReader {
 public:
  WordReader(const Plan& plan, const Vocabulary& known) : plan_(plan), known_(known) {}

  std::vector<Advice> read() {
    base();
    for (std::size_t i = 0; i < plan_.factors.size(); ++i) {
      conditions(plan_.factors[i].when, row_path("factor", i, "when"));
    }
    stages();
    split();
    rules();
    causes("liability.full_causes", plan_.liability.full_causes);
    causes("liability.never_causes", plan_.liability.never_causes);
    return std::move(out_);
  }

 private:
  void add(std::string_view rule, std::string path, std::string message, std::string remedy,
           Weight weight) {
    out_.push_back(
        {std::string(rule), std::move(path), std::move(message), std::move(remedy), weight});
  }

  // A word of a closed list.
  void closed(const std::string& word, const Words& known, std::string_view what,
              const std::string& path) {
    if (known.empty() || has(known, word)) return;
    const bool near = !nearest(word, views(known)).empty();
    add("word", path, "no " + std::string(what) + " \"" + word + "\"", meant(word, views(known)),
        near ? Weight::kError : Weight::kWarning);
  }

  // A name that the store should hold; nothing is said of a store that holds none at all.
  void stored(const std::string& word, const Words& known, std::string_view what,
              const std::string& path) {
    if (known.empty() || has(known, word)) return;
    if (!told_.insert(std::string(what) + " " + word).second) return;
    const std::string_view near = nearest(word, views(known));
    const std::string noun(what == "outlet" || what == "partner" ? what : "offer");
    add("store", path, "this site knows no " + std::string(what) + " \"" + word + "\"",
        near.empty() ? "kontor " + noun + " list" : "did you mean \"" + std::string(near) + "\"?",
        Weight::kWarning);
  }

  void conditions(const Conditions& when, const std::string& path) {
    for (std::size_t i = 0; i < when.size(); ++i) {
      for (const FieldWords& row : kClosedFields) {
        if (row.field == when[i].field) operands(when[i], row, row_path(path, i), true);
      }
      for (const FieldWords& row : kStoredFields) {
        if (row.field == when[i].field) operands(when[i], row, row_path(path, i), false);
      }
    }
  }

  void operands(const Condition& condition, const FieldWords& row, const std::string& path,
                bool is_closed) {
    const bool list = condition.op == "in";
    if (!list && condition.op != "eq" && condition.op != "ne") return;
    const Json::Array values = list ? condition.value.items() : Json::Array{condition.value};
    for (const Json& value : values) {
      if (!value.is_string()) continue;
      if (is_closed) {
        closed(value.string(), known_.*row.known, row.what, path);
      } else {
        stored(value.string(), known_.*row.known, row.what, path);
      }
    }
  }

  void base() {
    Words items = known_.offers;
    items.insert(items.end(), known_.products.begin(), known_.products.end());
    for (std::size_t i = 0; i < plan_.base.size(); ++i) {
      const Base& row = plan_.base[i];
      const std::string path = row_path("base", i);
      conditions(row.when, path + ".when");
      if (row.of_what == BaseFor::kItem) stored(row.name, items, "offer or product", path);
      if (row.of_what == BaseFor::kGroup) stored(row.name, known_.groups, "group", path);
      if (row.of_what == BaseFor::kBrand) stored(row.name, known_.brands, "brand", path);
    }
  }

  void stages() {
    for (std::size_t i = 0; i < plan_.stages.size(); ++i) {
      const Stage& row = plan_.stages[i];
      const std::string path = row_path("stages", i);
      for (std::size_t k = 0; k < row.evidence.size(); ++k) {
        closed(row.evidence[k], known_.evidence, "kind of touch",
               row_path(path + ".evidence_any", k));
      }
      for (const auto& [name, weight] : row.weights) {
        const std::string at = path + ".weights." + name;
        if (row.model == Model::kManual) stored(name, known_.partners, "partner", at);
        if (row.model != Model::kRoles || has(row.evidence, name)) continue;
        add("word", at, "the stage takes no touch \"" + name + "\"",
            meant(name, views(row.evidence)), Weight::kError);
      }
    }
  }

  // default, a channel, or an outlet, which has its partner's name before it.
  void split() {
    for (std::size_t i = 0; i < plan_.split.size(); ++i) {
      const std::string& of = plan_.split[i].of;
      const std::string path = row_path("split", i);
      if (of == "default") continue;
      if (of.find('/') == std::string::npos) {
        Words known = known_.channels;
        if (!known.empty()) known.emplace_back("default");
        closed(of, known, "channel", path);
      } else if (!is_site_slug(of)) {
        add("word", path, "\"" + of + "\" is no name of an outlet", "partner/name, as nord/mitte",
            Weight::kError);
      } else {
        stored(of, known_.outlets, "outlet", path);
      }
    }
  }

  template <typename Rows>
  void conditions_of(std::string_view list, const Rows& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      conditions(rows[i].when, row_path(list, i, "when"));
    }
  }

  void rules() {
    conditions_of("premium", plan_.premiums);
    conditions_of("credit", plan_.credits);
    conditions_of("tier", plan_.tiers);
    conditions_of("hold", plan_.holds);
    for (std::size_t i = 0; i < plan_.overrides.size(); ++i) {
      for (const auto& [below, above] : plan_.overrides[i].above) {
        const std::string path = row_path("override", i, "above." + below);
        for (const std::string& name : {below, above}) {
          if (is_slug(name)) {
            stored(name, known_.partners, "partner", path);
          } else {
            add("word", path, "\"" + name + "\" is no name of a partner ([a-z0-9-]{1,40})",
                "above = { nord = \"verbund\" }: businesses, not outlets", Weight::kError);
          }
        }
      }
    }
    Words items = known_.offers;
    items.insert(items.end(), known_.products.begin(), known_.products.end());
    for (std::size_t i = 0; i < plan_.credits.size(); ++i) {
      const std::string& product = plan_.credits[i].product;
      if (!product.empty())
        stored(product, items, "offer or product", row_path("credit", i, "product"));
    }
  }

  void causes(const std::string& path, const Words& causes) {
    for (std::size_t i = 0; i < causes.size(); ++i) {
      closed(causes[i], known_.causes, "cause of a return", row_path(path, i));
    }
  }

  const Plan& plan_;
  const Vocabulary& known_;
  std::set<std::string> told_;  // what the store lacks is said once
  std::vector<Advice> out_;
};

}  // namespace

std::vector<Advice> word_advice(const Plan& plan, const Vocabulary& known) {
  return WordReader(plan, known).read();
}

}  // namespace kontor::plan
