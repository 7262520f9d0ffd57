# SPDX-License-Identifier: Apache-2.0
# Sourced by the sessions: a ledger under a manual clock with HQ and the sites of three partners in
# the session's own folder, commands hq, nord, sued, online, and filters for what differs each time.
unset KONTOR_HOME KONTOR_AS XDG_DATA_HOME NO_COLOR
S=$PWD
export HOME=$S
PACKS=$TESTDIR/../../packs
hq() { kontor --home "$S/hq" "$@"; }
nord() { kontor --home "$S/nord" "$@"; }
sued() { kontor --home "$S/sued" "$@"; }
online() { kontor --home "$S/online" "$@"; }

# Ids, hashes and codes by their kind.
mask() {
  sed -E -e "s#$S#DIR#g" -e 's/\b[0-9a-hjkmnp-tv-z]{26}\b/LEDGER/g' \
    -e 's/\b[0-9a-f]{64}\b/HASH/g' -e 's/\b[0-9a-f]{40}\b/OID/g' \
    -e 's/\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-Z*~$=]/CODE/g' \
    -e 's/\b[0-9a-hjkmnp-tv-z]{16}\b/ID/g' -e 's#SHA256:[A-Za-z0-9+/]{43}#FINGERPRINT#'
}

# Does the JSON on standard input answer to the published schema? `valid lead list`
valid() { /usr/bin/python3 "$TESTDIR/valid.py" "$TESTDIR/../../schemas" "$@"; }

# One pass of everybody at a time: sites send, HQ decides, sites take.
round() {
  for site in nord sued online; do kontor --home "$S/$site" sync --time "$1" -q || return; done
  hq sync --time "$1" -q || return
  for site in nord sued online; do kontor --home "$S/$site" sync --time "$1" -q || return; done
}

# HQ alone, with master data.
make_hq() {
  {
    hq init --name Acme --hub "$S/hub" --root "$S/root" --no-passphrase --clock manual \
      --time 2025-08-13T08:00:00Z
    hq partner apply "$PACKS/starter/partners.toml"
    hq outlet apply "$PACKS/starter/outlets.toml"
    for scope in nord sued online; do hq scope add "$scope"; done
    hq policy apply "$PACKS/telecom/policy.toml"
    hq sync --time 2025-08-13T08:10:00Z
  } > /dev/null 2>&1
}

# The sites join, and each shop has a seller.
make_sites() {
  {
    nord join "$(hq replica invite --scope nord --replica shop-nord-1 --role shop --outlet nord/mitte)"
    sued join "$(hq replica invite --scope sued --replica shop-sued-1 --role shop --outlet sued/tor)"
    online join "$(hq replica invite --scope online --replica online-1 --role online --outlet online/web)"
    hq replica accept --all
    hq sync --time 2025-08-13T09:00:00Z
    for site in nord sued online; do kontor --home "$S/$site" sync; done
    make_seller nord anna nord/mitte
    make_seller sued ben sued/tor
    round 2025-08-13T09:30:00Z
  } > /dev/null 2>&1
}

make_seller() {
  printf 'schema = "seller/1"\n[seller]\nlogin = "%s"\nname = "%s Muster"\npartner = "%s"\noutlet = "%s"\n' \
    "$2" "$2" "$1" "$3" > "$S/$2.toml"
  kontor --home "$S/$1" seller apply "$S/$2.toml"
}

# The autumn bundle is on sale everywhere.
make_offers() {
  {
    hq plan apply "$PACKS/starter/telco-retail.toml"
    hq offer apply "$PACKS"/starter/tariff-l.toml "$PACKS"/starter/phone.toml \
      "$PACKS"/starter/autumn.toml
    for offer in tariff-l phone autumn; do hq offer launch "$offer"; done
    round 2025-08-13T10:00:00Z
  } > /dev/null 2>&1
}

# The story up to the close: a tip and advice at Nord, advice and a draft at Süd, the close online.
# Leaves the customers C1 and C2, the order O and the code K.
make_sale() {
  C1=$(nord customer add --email carla@example.org --name 'Carla Muster' --as anna -q \
    --at 2025-08-14T10:00:00Z)
  nord consent add "$C1" --medium email --purpose offers --wording w1/3 --as anna > /dev/null
  nord lead add --customer "$C1" --offer autumn --as anna > /dev/null
  round 2025-08-14T18:00:00Z
  nord interaction add --customer "$C1" --type consultation --minutes 25 --offer autumn --as anna \
    --at 2025-08-18T10:00:00Z > /dev/null
  round 2025-08-18T18:00:00Z
  C2=$(sued customer add --email carla@example.org --name 'Carla Muster' --as ben -q \
    --at 2025-08-25T09:55:00Z)
  sued interaction add --customer "$C2" --type consultation --minutes 30 --as ben \
    --at 2025-08-25T10:00:00Z > /dev/null
  O=$(sued order add --offer autumn --customer "$C2" --as ben -q)
  sued order set "$O" delivery.name='Carla Muster' contract.start=2025-09-01 --as ben > /dev/null
  K=$(sued code issue --order "$O" --as ben -q)
  round 2025-08-26T09:00:00Z
  online order resume "$K" --at 2025-08-28T10:00:00Z > /dev/null
  round 2025-08-28T10:05:00Z
}

# The close online, and what the back end says of it.
close_sale() {
  {
    online order set "$O" iban=DE89370400440532013000 delivery.street='Lange Str. 1' \
      delivery.postcode=20095 delivery.city=Hamburg price_point=online-special
    online order check "$O"
    for proof in SUM PRE WDN BTN; do online evidence add "$O" $proof --version 3; done
    online order submit "$O" --at 2025-08-28T10:20:00Z
    round 2025-08-28T10:30:00Z
    online order confirm "$O" tariff-l released
    online order confirm "$O" phone delivered --at 2025-08-29T10:00:00Z
    round 2025-08-29T12:00:00Z
  } > /dev/null 2>&1
}
