#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The self-billed invoices of a settled sale: arithmetic and structure, and what others read in them.

usage: invoice.py --bin DIR [--foreign]

Without --foreign the rules of EN 16931 that concern sums (BR-CO) and categories (BR-S, BR-AE, BR-E) are computed
here. With it two libraries of other people, installed by npm into a folder of the test, judge and read the same
files; where npm is missing or reaches nothing the test is skipped (77).
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from decimal import ROUND_HALF_UP, Decimal

HERE = pathlib.Path(__file__).resolve().parent
CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
LIBRARIES = ["einvoicing@0.0.3", "@e-invoice-eu/core@2.3.4"]
PAYEES = ["nord", "sued", "online"]

PARTNERS = """schema = "partner/1"
[[partner]]
id = "nord"
name = "Shop Nord"
type = "dealer"
tier = "gold"
framework = { reference = "RV-1", from = 2025-01-01 }
legal_name = "Nord & Söhne <Handel> GmbH"
street = "Lange Str. 1"
postcode = "20095"
city = "Hamburg"
country = "DE"
vat_id = "DE123456789"
iban = "DE89370400440532013000"
[[partner]]
id = "sued"
name = "Shop Süd"
type = "dealer"
tier = "silver"
framework = { reference = "RV-2", from = 2025-01-01 }
legal_name = "Süd OG"
street = "Ring 2"
postcode = "1010"
city = "Wien"
country = "AT"
vat_id = "ATU12345678"
"""
PRINCIPAL = """[principal]
name = "Acme AG"
street = "Hauptstr. 5"
postcode = "10115"
city = "Berlin"
country = "DE"
vat_id = "DE987654321"
[invoice]
vat_rate = "19"
"""


def fail(text):
    raise SystemExit("FAILED: " + text)


def check(condition, text):
    if not condition:
        fail(text)


class Site:
    """HQ of a sale that is settled for August."""

    def __init__(self, folder, programs):
        self.folder = folder
        self.env = dict(os.environ, PATH=f"{programs}:{os.environ['PATH']}", TESTDIR=str(HERE.parent / "cli"))
        self.shell('. "$TESTDIR/setup.sh"; make_hq; make_sites; make_offers; make_sale; close_sale; '
                   'hq settlement run --until 2025-08-31 --at 2025-09-01T08:00:00Z -q > run; '
                   'round 2025-09-01T08:00:00Z')
        self.run = (folder / "run").read_text().strip()

    def shell(self, script):
        done = subprocess.run(["bash", "-c", script], cwd=self.folder, env=self.env, capture_output=True, text=True)
        check(done.returncode == 0, f"{script}\n{done.stdout}{done.stderr}")
        return done.stdout

    def kontor(self, *words):
        done = subprocess.run(["kontor", "--home", "hq", *words], cwd=self.folder, env=self.env, capture_output=True,
                              text=True)
        return done.returncode, done.stdout, done.stderr

    def invoice(self, payee):
        return self.kontor("statement", "export", f"{self.run}.{payee}", "--format", "ubl")

    def set(self, text):
        (self.folder / "hq" / "config.toml").write_text(text)


def refusals(site):
    """What is missing is named."""
    site.set("")
    code, _, said = site.invoice("nord")
    missing = ("principal.name", "principal.vat_id", "invoice.vat_rate", "of partner nord legal_name", "vat_id")
    check(code == 78 and all(word in said for word in missing), said)
    (site.folder / "partners.toml").write_text(PARTNERS)
    check(site.kontor("partner", "apply", "partners.toml")[0] == 0, "partner apply")
    site.shell('. "$TESTDIR/setup.sh"; round 2025-09-02T08:00:00Z')
    code, _, said = site.invoice("nord")
    check(code == 78 and "principal.name" in said, said)
    site.set(PRINCIPAL.replace('vat_rate = "19"\n', ""))
    code, _, said = site.invoice("nord")
    check(code == 78 and "invoice.vat_rate" in said, said)
    site.set(PRINCIPAL.replace('"19"', '"0"'))
    code, _, said = site.invoice("nord")
    check(code == 78 and "invoice.exemption" in said, said)
    site.set(PRINCIPAL)
    sellers = [row for row in site.shell("kontor --home hq statement list --json | jq -r '.items[].payee'").split()
               if row not in PAYEES]
    code, _, said = site.invoice(sellers[0])
    check(code != 0 and "only a business" in said, said)
    code, _, said = site.invoice("online")
    check(code != 0 and "of partner online legal_name" in said, said)


class Invoice:
    def __init__(self, text):
        self.root = ElementTree.fromstring(text)

    def texts(self, path):
        path = path.replace("cbc:", CBC).replace("cac:", CAC)
        return [node.text for node in self.root.findall(path)]

    def one(self, path):
        found = self.texts(path)
        check(len(found) == 1, f"{len(found)} of {path}")
        return found[0]

    def money(self, path):
        return Decimal(self.one(path))


def cents(value):
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def arithmetic(invoice, category, percent):
    """BR-CO-3, 10, 13, 14, 15, 16, 17, 25, 26; BR-27; BR-S, BR-AE, BR-E 1 to 10 as far as they are sums."""
    total = "cac:LegalMonetaryTotal/cbc:"
    lines = [Decimal(text) for text in invoice.texts("cac:InvoiceLine/cbc:LineExtensionAmount")]
    prices = [Decimal(text) for text in invoice.texts("cac:InvoiceLine/cac:Price/cbc:PriceAmount")]
    counts = [Decimal(text) for text in invoice.texts("cac:InvoiceLine/cbc:InvoicedQuantity")]
    check(lines and len(lines) == len(prices) == len(counts), "lines")
    check(all(price >= 0 for price in prices), "BR-27: a price is negative")
    check([price * count for price, count in zip(prices, counts)] == lines, "price x quantity")
    net = invoice.money(total + "LineExtensionAmount")
    check(sum(lines) == net, f"BR-CO-10: {sum(lines)} {net}")
    check(invoice.money(total + "TaxExclusiveAmount") == net, "BR-CO-13")
    vat = invoice.money("cac:TaxTotal/cbc:TaxAmount")
    check(invoice.money("cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount") == vat, "BR-CO-14")
    check(invoice.money("cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount") == net, "BR-S-08")
    check(vat == cents(net * percent / 100), f"BR-CO-17: {vat} of {net}")
    gross = invoice.money(total + "TaxInclusiveAmount")
    check(gross == net + vat, "BR-CO-15")
    rounding = sum(map(Decimal, invoice.texts(total + "PayableRoundingAmount")))
    check(invoice.money(total + "PayableAmount") == gross + rounding, "BR-CO-16")
    check(invoice.one("cbc:DueDate") >= invoice.one("cbc:IssueDate"), "BR-CO-25")
    check(set(invoice.texts("cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory/cbc:ID")) == {category}, "BR-CO-4")
    subtotal = "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:"
    check(invoice.one(subtotal + "ID") == category, "category")
    check(Decimal(invoice.one(subtotal + "Percent")) == percent, "percent")
    check(bool(invoice.texts(subtotal + "TaxExemptionReason")) == (category != "S"), "BR-AE-10, BR-E-10, BR-S-10")
    for role in ("Supplier", "Customer"):
        party = f"cac:Accounting{role}Party/cac:Party/"
        for path in ("cac:PartyLegalEntity/cbc:RegistrationName", "cac:PostalAddress/cac:Country/cbc:IdentificationCode",
                     "cac:PartyTaxScheme/cbc:CompanyID", "cac:PostalAddress/cbc:CityName"):
            check(invoice.one(party + path), f"{role} {path}")
    return net


def structure(text, invoice):
    check(text.startswith('<?xml version="1.0" encoding="UTF-8"?>'), "declaration")
    check(invoice.one("cbc:InvoiceTypeCode") == "389", "BR-4")
    check(invoice.one("cbc:CustomizationID") == "urn:cen.eu:en16931:2017", "BR-1")
    check("Gutschrift" in invoice.one("cbc:Note"), "a self-billed invoice says so")
    order = [node.tag for node in invoice.root]
    wanted = [CBC + name for name in ("CustomizationID", "ID", "IssueDate", "DueDate", "InvoiceTypeCode", "Note",
                                      "DocumentCurrencyCode")]
    wanted += [CAC + name for name in ("InvoicePeriod", "AccountingSupplierParty", "AccountingCustomerParty",
                                       "PaymentMeans", "TaxTotal", "LegalMonetaryTotal")]
    heads = [tag for tag in order if tag != CAC + "InvoiceLine"]
    check(heads == [tag for tag in wanted if tag in heads], f"order of the elements: {heads}")
    check(order[-1] == CAC + "InvoiceLine", "lines come last")


def own_rules(site):
    refusals(site)
    statements = {row["payee"]: row for row in json.loads(site.kontor("statement", "list", "--json")[1])["items"]}
    made = {}
    for payee, category, percent in (("nord", "S", Decimal(19)), ("sued", "AE", Decimal(0))):
        code, text, said = site.invoice(payee)
        check(code == 0, said)
        invoice = Invoice(text.encode())
        structure(text, invoice)
        net = arithmetic(invoice, category, percent)
        settled = Decimal(statements[payee]["settled"]) / 100
        check(net == settled, f"{payee}: the invoice bills {net}, the statement pays {settled}")
        check(invoice.one("cbc:ID") == f"{payee}-1", "number")
        made[payee] = text
    check("Nord &amp; Söhne &lt;Handel&gt; GmbH" in made["nord"], "escaping")
    site.set(PRINCIPAL.replace('"19"', '"0"\nexemption = "Versicherungsvermittlung, § 4 Nr. 11 UStG"'))
    code, text, said = site.invoice("nord")
    check(code == 0, said)
    arithmetic(Invoice(text.encode()), "E", Decimal(0))
    made["exempt"] = text
    return made


def as_members(node):
    """An element as @e-invoice-eu/core wants it: children by name, attributes as NAME@ATTRIBUTE beside them."""
    if len(node) == 0:
        return node.text or ""
    out = {}
    for child in node:
        name = child.tag.replace(CBC, "cbc:").replace(CAC, "cac:")
        value = as_members(child)
        if name in ("cac:InvoiceLine", "cac:TaxTotal", "cac:TaxSubtotal", "cac:PaymentMeans") or \
                (name == "cac:PartyTaxScheme" and "Supplier" in child.get("role", "")):
            out.setdefault(name, []).append(value)
        else:
            out[name] = value
        for key, attribute in child.attrib.items():
            if key != "role":
                out[f"{name}@{key}"] = attribute
    return out


def members_of(text):
    root = ElementTree.fromstring(text.encode())
    for scheme in root.findall(f"{CAC}AccountingSupplierParty/{CAC}Party/{CAC}PartyTaxScheme"):
        scheme.set("role", "Supplier")  # a supplier may have several, a customer one
    members = as_members(root)
    for role in ("Supplier", "Customer"):  # Peppol's network needs an address, EN 16931 does not
        party = members[f"cac:Accounting{role}Party"]["cac:Party"]
        party.update({"cbc:EndpointID": "address", "cbc:EndpointID@schemeID": "0088"})
    return {"ubl:Invoice": members}


def flat(node, path=""):
    """Leaves of an element in order: (path, text, attributes)."""
    path += "/" + node.tag.split("}")[1]
    if len(node) == 0:
        return [(path, (node.text or "").strip(), tuple(sorted(node.attrib.items())))]
    return [leaf for child in node for leaf in flat(child, path)]


def foreign_rules(site, made, folder):
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        print("SKIPPED: no npm on this machine")
        sys.exit(77)
    (folder / "package.json").write_text("{}")
    done = subprocess.run([npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock", *LIBRARIES],
                          cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        print("SKIPPED: npm cannot install " + " ".join(LIBRARIES) + "\n" + done.stderr[-500:])
        sys.exit(77)
    shutil.copy(HERE / "foreign.js", folder)
    for name, text in made.items():
        (folder / f"{name}.xml").write_text(text)
        (folder / f"{name}.json").write_text(json.dumps(members_of(text)))
        done = subprocess.run(["node", "foreign.js", name], cwd=folder, capture_output=True, text=True)
        check(done.returncode == 0, f"{name}: {done.stdout}{done.stderr}")
        found = json.loads(done.stdout)
        invoice = Invoice(text.encode())
        total = "cac:LegalMonetaryTotal/cbc:"
        for theirs, path in (("netAmount", total + "LineExtensionAmount"), ("taxAmount", "cac:TaxTotal/cbc:TaxAmount"),
                             ("taxInclusiveAmount", total + "TaxInclusiveAmount"),
                             ("payableAmount", total + "PayableAmount")):
            check(cents(Decimal(str(found["totals"][theirs]))) == invoice.money(path),
                  f"{name}: einvoicing computes {theirs} {found['totals'][theirs]}, we wrote {invoice.money(path)}")
        check(found["lines"] == len(invoice.texts("cac:InvoiceLine/cbc:ID")), "lines read")
        check(found["supplier"] == invoice.one(
            "cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName"), "name read")
        check(found["type"] == 389 or found["type"] == "389", f"type read: {found['type']}")
        # Its schema takes the same members, and what it writes of them is what we wrote, in the same order.
        theirs = flat(ElementTree.fromstring(found["ubl"].encode()))
        ours = flat(invoice.root)
        check([leaf for leaf in theirs if leaf in ours] == ours, f"{name}: e-invoice-eu writes otherwise:\n" + "\n".join(
            str(leaf) for leaf in ours if leaf not in theirs))
    print(f"{len(made)} invoices: {' and '.join(LIBRARIES)} read and write them as we do")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--foreign", action="store_true")
    options = parser.parse_args()
    top = pathlib.Path(tempfile.mkdtemp(prefix="kontor-invoice-"))
    try:
        folder = top / "site"
        folder.mkdir()
        site = Site(folder, pathlib.Path(options.bin).resolve())
        made = own_rules(site)
        print(f"{len(made)} invoices keep the rules of EN 16931 for sums and categories")
        if options.foreign:
            foreign = top / "foreign"
            foreign.mkdir()
            foreign_rules(site, made, foreign)
    finally:
        shutil.rmtree(top, ignore_errors=True)


if __name__ == "__main__":
    main()
