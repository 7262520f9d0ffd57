// SPDX-License-Identifier: Apache-2.0
// foreign.js NAME: what two libraries make of NAME.xml and of its members NAME.json, as JSON.
const fs = require('fs');
const { UblReader } = require('einvoicing');
const totals = require('einvoicing/build/utils/totals');
const { InvoiceService } = require('@e-invoice-eu/core');

const quiet = { log() {}, warn() {}, error: console.error };

async function main(name) {
  const document = await new UblReader().read(fs.readFileSync(`${name}.xml`, 'utf8'));
  const sums = totals.getInvoiceTotals(document);
  const members = JSON.parse(fs.readFileSync(`${name}.json`, 'utf8'));
  const ubl = await new InvoiceService(quiet).generate(members, { format: 'UBL', lang: 'en', noWarnings: true });
  console.log(JSON.stringify({
    totals: sums,
    lines: document.lines.length,
    supplier: document.seller && (document.seller.legalName || document.seller.name || document.seller.tradingName),
    type: document.type && (document.type.toPrimitive ? document.type.toPrimitive() : document.type.value),
    ubl,
  }));
}

main(process.argv[2]).catch((error) => {
  console.error(error.message, JSON.stringify(error.errors || error.details || ''));
  process.exit(1);
});
