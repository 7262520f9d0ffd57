Payment and journal
===================

  $ . "$TESTDIR/setup.sh"
  $ make_hq
  $ make_sites
  $ make_offers
  $ make_sale
  $ close_sale
  $ hq settlement run --until 2025-08-31 --at 2025-09-01T08:00:00Z -q > run
  $ round 2025-09-01T08:00:00Z

What is to be paid, with the number of each statement as the reference.

  $ hq settlement pay "$(cat run)" 2> talk | mask
  payee             role      partner  amount  currency  reference           name         iban
  nord              business  nord      17.63  EUR       nord-1              Shop Nord
  ID  seller    nord      10.43  EUR       ID-1
  online            business  online    46.33  EUR       online-1            Online GmbH
  sued              business  sued      32.06  EUR       sued-1              Shop S\xc3\xbcd (esc)
  ID  seller    sued      17.37  EUR       ID-1
  $ hq settlement pay "$(cat run)" --format csv 2> talk | mask
  payee,role,partner,amount,currency,reference,name,iban
  nord,business,nord,17.63,EUR,nord-1,Shop Nord,
  ID,seller,nord,10.43,EUR,ID-1,,
  online,business,online,46.33,EUR,online-1,Online GmbH,
  sued,business,sued,32.06,EUR,sued-1,Shop S\xc3\xbcd, (esc)
  ID,seller,sued,17.37,EUR,ID-1,,
  $ hq settlement pay "$(cat run)" --json 2> talk | valid settlement pay
  valid
  $ hq settlement pay "$(cat run)" --private --format csv -o payments.csv 2> talk; stat -c %a payments.csv
  600
  $ hq settlement pay "$(cat run)" --private --format csv 2> talk | grep seller | cut -d, -f2,4,5,7
  seller,10.43,EUR,anna Muster
  seller,17.37,EUR,ben Muster

A bank cannot pay rows without an account: whose are missing is told, and where they are put.

  $ hq settlement pay "$(cat run)" -o pay.txt > out 2>&1; echo $?; mask < out; wc -l < pay.txt
  1
  kontor: settlement pay: no iban stands in the file of nord, ID, online, sued, ID: their rows name no account
  kontor: hint: kontor partner edit nord --private
  kontor: hint: kontor seller edit ID --private
  kontor: hint: kontor partner edit online --private
  kontor: hint: kontor partner edit sued --private
  kontor: hint: kontor seller edit ID --private
  6
  $ hq settlement pay "$(cat run)" --json 2>&1 > /dev/null | jq -c '.error | [.code, .exit, (.missing | length)]'
  ["account_missing",1,5]
  $ for partner in nord online sued; do
  >   EDITOR="sed -i '/^\[partner\]/a iban = \"DE89370400440532013000\"'" hq partner edit $partner -q > /dev/null
  > done
  $ hq settlement pay "$(cat run)" > /dev/null 2> talk; echo $?; mask < talk
  1
  kontor: settlement pay: no iban stands in the file of ID, ID: their rows name no account
  kontor: hint: kontor seller edit ID --private
  kontor: hint: kontor seller edit ID --private
  $ echo 'iban = "DE02120300000000202051"' | tee -a anna.toml >> ben.toml
  $ nord seller apply anna.toml -q && sued seller apply ben.toml -q
  $ round 2025-09-01T09:00:00Z
  $ hq settlement pay "$(cat run)" --private --format csv | mask
  payee,role,partner,amount,currency,reference,name,iban
  nord,business,nord,17.63,EUR,nord-1,Shop Nord,DE89370400440532013000
  ID,seller,nord,10.43,EUR,ID-1,anna Muster,DE02120300000000202051
  online,business,online,46.33,EUR,online-1,Online GmbH,DE89370400440532013000
  sued,business,sued,32.06,EUR,sued-1,Shop S\xc3\xbcd,DE89370400440532013000 (esc)
  ID,seller,sued,17.37,EUR,ID-1,ben Muster,DE02120300000000202051
  $ hq settlement pay "$(cat run)" --json | tee pay.json | valid settlement pay
  valid
  $ jq -c '[.items[] | .withheld]' pay.json
  [["iban"],["iban","name"],["iban"],["iban"],["iban","name"]]
  $ hq settlement pay "$(cat run)" --json --private | valid settlement pay
  valid
  $ hq statement export "$(cat run).nord" --format ubl > out 2>&1; echo $?; mask < out
  78
  kontor: statement export: an invoice needs the settings principal.name, principal.street, principal.postcode, principal.city, principal.country, principal.vat_id, invoice.vat_rate, and of partner nord legal_name, street, postcode, city, country, vat_id
  kontor: hint: set them in DIR/hq/config.toml (man kontor.toml)
  kontor: hint: kontor partner edit nord --private
  $ nord settlement pay "$(cat run)"
  kontor: settlement pay: the principal pays, at HQ
  kontor: hint: kontor statement list
  [77]

The books as plain text; what is payable is nothing, the reserve stands.

  $ hq settlement journal -o august.journal
  $ hledger -f august.journal check --strict ordereddates
  $ hledger -f august.journal balance --depth 2
           -123.82 EUR  assets:payout
            128.70 EUR  expenses:commission
              8.00 EUR  expenses:premium
            -12.88 EUR  liabilities:reserve
  --------------------
                     0  
  $ ledger -f august.journal --pedantic balance liabilities:reserve --no-total --format '%(account) %(display_total)\n' | mask | sort
  liabilities:reserve -12.88 EUR
  liabilities:reserve:nord -2.90 EUR
  liabilities:reserve:nord:ID -1.16 EUR
  liabilities:reserve:nord:nord -1.74 EUR
  liabilities:reserve:online:online -5.15 EUR
  liabilities:reserve:sued -4.83 EUR
  liabilities:reserve:sued:ID -1.93 EUR
  liabilities:reserve:sued:sued -2.90 EUR
  $ hq settlement journal --to 2025-08-28 | grep -A4 '^2025' | mask
  2025-08-28 earn claim ID.tariff-l
      ; because of ID
      expenses:commission  118.80 EUR
      liabilities:payable:nord:nord  -16.04 EUR
      liabilities:payable:nord:ID  -10.69 EUR
  $ nord settlement journal
  kontor: settlement journal: the books of the principal are HQ's
  kontor: hint: kontor statement list
  [77]

After the withdrawal the payees owe what was paid; a run with nothing to pay pays nothing.

  $ nord return add --handle "$K" --cause withdrawal --as anna --at 2025-09-10T10:00:00Z -q > /dev/null
  $ round 2025-09-10T12:00:00Z
  $ hq settlement run --until 2025-09-30 --at 2025-10-01T08:00:00Z -q > run
  $ round 2025-10-01T08:00:00Z
  $ hq settlement pay "$(cat run)"
  none
  $ hq settlement journal -o september.journal
  $ hledger -f september.journal balance --depth 2
           -123.82 EUR  assets:payout
              8.00 EUR  expenses:premium
            115.82 EUR  liabilities:payable
  --------------------
                     0  
  $ hq statement list --where until=2025-09-30 --columns role,partner,carried,currency --sort carried
  role      partner  carried  currency
  business  online    -46.33  EUR
  business  sued      -26.06  EUR
  seller    sued      -17.37  EUR
  business  nord      -15.63  EUR
  seller    nord      -10.43  EUR
