# SPDX-License-Identifier: Apache-2.0
"""page.py FILE: is it a page whose elements close, with no script and nothing from elsewhere?"""
import html.parser
import sys

VOID = {"meta"}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.cells, self.rows = [], 0, []

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "link", "img", "iframe") or any(k in ("src", "href") or k.startswith("on") for k, _ in attrs):
            raise SystemExit(f"<{tag}> does not belong on paper")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            raise SystemExit(f"</{tag}> closes nothing")


page = Page()
page.feed(open(sys.argv[1], encoding="utf-8").read())
print("page" if not page.open else f"open: {page.open}")
