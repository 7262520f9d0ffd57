// SPDX-License-Identifier: Apache-2.0
#include "lib/base/markup.h"

#include <doctest/doctest.h>

using namespace kontor;

TEST_CASE("text cannot become markup") {
  CHECK(escape_markup("<b>\"A\" & 'B'</b>") ==
        "&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;");
  CHECK(escape_markup("a\x01z\n") == "a z\n");
  CHECK(escape_markup("Grüße") == "Grüße");
}

TEST_CASE("elements nest, attributes are escaped") {
  Markup out;
  out.raw("<?xml version=\"1.0\"?>\n");
  out.open("a", {{"title", "x\"y"}});
  out.element("b", "1 < 2", {{"id", "EUR"}});
  out.close();
  CHECK(out.take() ==
        "<?xml version=\"1.0\"?>\n<a title=\"x&quot;y\">\n  <b id=\"EUR\">1 &lt; 2</b>\n</a>\n");
}
