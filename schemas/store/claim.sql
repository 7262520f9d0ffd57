-- Claims at HQ: one row a sold item.
CREATE VIEW claims AS
SELECT id,
       json_extract(json, '$.state') AS state,
       json_extract(json, '$.order') AS "order",
       json_extract(json, '$.item') AS item,
       json_extract(json, '$.plan') AS plan,
       json_extract(json, '$.plan_version') AS plan_version,
       json_extract(json, '$.currency') AS currency,
       json_extract(json, '$.pool') AS pool,
       json_extract(json, '$.zero') AS zero,
       json_extract(json, '$.ended') AS ended,
       json_extract(json, '$.sale.closed') AS closed,
       json_extract(json, '$.sale.channel') AS channel,
       json_extract(json, '$.sale.partner') AS partner,
       json_extract(json, '$.vest.grace') AS grace,
       json_extract(json, '$.vest.at') AS vested,
       (SELECT coalesce(sum(json_extract(fact.value, '$.amount')), 0)
          FROM record AS part, json_each(part.json, '$.facts') AS fact
         WHERE part.kind = 'claim' AND part.id >= record.id AND part.id < record.id || '/'
           AND (part.id = record.id OR json_extract(part.json, '$.continues') = record.id)) AS outstanding,
       json_array_length(json, '$.review') AS review,
       nullif((SELECT group_concat(value, ' ') FROM json_each(record.json, '$.disputed')), '') AS disputed,
       json_extract(json, '$.hold.reason') AS hold,
       json_extract(json, '$.changed.at') AS changed_at,
       json_extract(json, '$.rev') AS rev,
       dirty
  FROM record
 WHERE kind = 'claim' AND json IS NOT NULL AND json_extract(json, '$.continues') IS NULL;

-- Who has a part in which claim, as computed; money is in the facts alone.
CREATE VIEW shares AS
SELECT record.id AS claim,
       json_extract(record.json, '$.order') AS "order",
       json_extract(record.json, '$.item') AS item,
       json_extract(share.value, '$.stage') AS stage,
       json_extract(share.value, '$.role') AS role,
       json_extract(share.value, '$.partner') AS partner,
       json_extract(share.value, '$.payee') AS payee,
       json_extract(share.value, '$.amount') AS amount,
       json_extract(record.json, '$.currency') AS currency,
       json_extract(record.json, '$.state') AS state
  FROM record, json_each(record.json, '$.shares') AS share
 WHERE record.kind = 'claim' AND record.json IS NOT NULL;

-- Every fact at HQ, of claims and of accounts, under the record that they belong to.
CREATE VIEW facts AS
SELECT id, book, substr(id, 1, instr(id, '.') - 1) AS "order",
       CASE book WHEN 'claim' THEN substr(id, instr(id, '.') + 1) END AS item, n, kind,
       coalesce(payee, substr(id, instr(id, '.') + 1)) AS payee, stage, premium, amount, currency, date,
       because
  FROM (SELECT coalesce(json_extract(record.json, '$.continues'), record.id) AS id,
               record.kind AS book,
               json_extract(fact.value, '$.n') AS n,
               json_extract(fact.value, '$.kind') AS kind,
               json_extract(fact.value, '$.payee') AS payee,
               json_extract(fact.value, '$.stage') AS stage,
               json_extract(fact.value, '$.premium') AS premium,
               json_extract(fact.value, '$.amount') AS amount,
               coalesce(json_extract(record.json, '$.currency'),
                        (SELECT json_extract(first.json, '$.currency') FROM record AS first
                          WHERE first.kind = record.kind
                            AND first.id = json_extract(record.json, '$.continues'))) AS currency,
               json_extract(fact.value, '$.date') AS date,
               json_extract(fact.value, '$.because') AS because
          FROM record, json_each(record.json, '$.facts') AS fact
         WHERE record.kind IN ('claim', 'account') AND record.json IS NOT NULL);

-- Accounts at HQ: what a payee earned with an order, what of it is held, settled and open.
CREATE VIEW accounts AS
WITH earned AS (
  SELECT "order", payee, sum(amount) AS amount FROM facts WHERE book = 'claim' GROUP BY "order", payee
), beside AS (
  SELECT id,
         coalesce(sum(CASE WHEN kind = 'premium' THEN amount END), 0) AS premium,
         coalesce(sum(CASE kind WHEN 'reserve' THEN amount WHEN 'release' THEN -amount END), 0) AS held,
         coalesce(sum(CASE WHEN kind = 'settle' THEN amount END), 0) AS settled
    FROM facts WHERE book = 'account' GROUP BY id
)
SELECT account.id AS id,
       json_extract(account.json, '$.order') AS "order",
       json_extract(account.json, '$.partner') AS partner,
       json_extract(account.json, '$.payee') AS payee,
       json_extract(account.json, '$.role') AS role,
       json_extract(account.json, '$.currency') AS currency,
       json_extract(account.json, '$.standing') AS standing,
       coalesce(earned.amount, 0) AS earned,
       coalesce(beside.premium, 0) AS premium,
       coalesce(beside.held, 0) AS held,
       coalesce(beside.settled, 0) AS settled,
       coalesce(earned.amount, 0) + coalesce(beside.premium, 0) - coalesce(beside.held, 0)
         - coalesce(beside.settled, 0) AS open
  FROM record AS account
  LEFT JOIN earned ON earned."order" = json_extract(account.json, '$.order')
                  AND earned.payee = json_extract(account.json, '$.payee')
  LEFT JOIN beside ON beside.id = account.id
 WHERE account.kind = 'account' AND account.json IS NOT NULL
   AND json_extract(account.json, '$.continues') IS NULL;

-- Credits of orders, which are no money: at HQ all, at a partner's site those of its own outlets.
-- The earnings of an order all show them; they are read from the first.
CREATE VIEW credits AS
WITH book AS (
  SELECT record.id AS id, record.json AS json, json_extract(record.json, '$.entries') AS entries
    FROM record WHERE record.kind = 'credit' AND record.json IS NOT NULL
  UNION ALL
  SELECT json_extract(record.json, '$.order'), record.json, json_extract(record.json, '$.credits')
    FROM record
   WHERE record.kind = 'earning' AND record.json IS NOT NULL
     AND record.id = (SELECT min(other.id) FROM record AS other
                       WHERE other.kind = 'earning' AND other.json IS NOT NULL
                         AND other.id >= json_extract(record.json, '$.order') || '.'
                         AND other.id < json_extract(record.json, '$.order') || '/')
)
SELECT book.id AS id,
       json_extract(book.json, '$.plan') AS plan,
       json_extract(entry.value, '$.credit') AS credit,
       json_extract(entry.value, '$.unit') AS role,
       json_extract(entry.value, '$.outlet') AS outlet,
       json_extract(entry.value, '$.product') AS product,
       json_extract(entry.value, '$.value') AS value,
       json_extract(entry.value, '$.counting') AS counting,
       json_extract(entry.value, '$.date') AS date
  FROM book, json_each(book.entries) AS entry;

-- Items of the orders that are credited, with their net value; negative: it came back.
CREATE VIEW credit_items AS
SELECT record.id AS id,
       json_extract(line.value, '$.item') AS item,
       json_extract(line.value, '$.product') AS product,
       json_extract(line.value, '$.group') AS "group",
       json_extract(line.value, '$.kind') AS kind,
       json_extract(line.value, '$.amount') AS amount,
       json_extract(record.json, '$.currency') AS currency,
       json_extract(line.value, '$.date') AS date
  FROM record, json_each(record.json, '$.items') AS line
 WHERE record.kind = 'credit' AND record.json IS NOT NULL
UNION ALL
SELECT json_extract(record.json, '$.order'),
       json_extract(record.json, '$.item'),
       json_extract(line.value, '$.product'),
       json_extract(line.value, '$.group'),
       json_extract(line.value, '$.kind'),
       json_extract(line.value, '$.amount'),
       json_extract(record.json, '$.currency'),
       json_extract(line.value, '$.date')
  FROM record, json_each(record.json, '$.sold') AS line
 WHERE record.kind = 'earning' AND record.json IS NOT NULL;

-- What a partner's scope sees: its own shares, one row a share.
CREATE VIEW earnings AS
SELECT record.id AS id,
       json_extract(record.json, '$.state') AS state,
       json_extract(record.json, '$.order') AS "order",
       json_extract(record.json, '$.item') AS item,
       json_extract(record.json, '$.closed') AS closed,
       json_extract(record.json, '$.vested') AS vested,
       json_extract(share.value, '$.stage') AS stage,
       json_extract(share.value, '$.role') AS role,
       json_extract(share.value, '$.payee') AS payee,
       json_extract(share.value, '$.amount') AS amount,
       (SELECT coalesce(sum(json_extract(fact.value, '$.amount')), 0)
          FROM json_each(record.json, '$.facts') AS fact
         WHERE json_extract(fact.value, '$.payee') = json_extract(share.value, '$.payee')
           AND json_extract(fact.value, '$.stage') = json_extract(share.value, '$.stage'))
         AS outstanding,
       json_extract(record.json, '$.currency') AS currency,
       CASE json_extract(record.json, '$.disputed') WHEN 1 THEN 'disputed' END AS disputed,
       json_extract(record.json, '$.hold.reason') AS hold,
       dirty
  FROM record, json_each(record.json, '$.shares') AS share
 WHERE record.kind = 'earning' AND record.json IS NOT NULL
   AND json_extract(share.value, '$.own') = 1;

-- The same in money: facts of own claims, and once an order those of its account.
CREATE VIEW earning_facts AS
SELECT record.id AS id,
       json_extract(record.json, '$.order') AS "order",
       json_extract(record.json, '$.item') AS item,
       json_extract(fact.value, '$.n') AS n,
       json_extract(fact.value, '$.kind') AS kind,
       json_extract(fact.value, '$.payee') AS payee,
       json_extract(fact.value, '$.stage') AS stage,
       json_extract(fact.value, '$.amount') AS amount,
       json_extract(fact.value, '$.date') AS date,
       json_extract(record.json, '$.currency') AS currency
  FROM record, json_each(record.json, '$.facts') AS fact
 WHERE record.kind = 'earning' AND record.json IS NOT NULL
UNION
SELECT json_extract(record.json, '$.order') || '.' || json_extract(fact.value, '$.payee'),
       json_extract(record.json, '$.order'),
       NULL,
       json_extract(fact.value, '$.n'),
       json_extract(fact.value, '$.kind'),
       json_extract(fact.value, '$.payee'),
       NULL,
       json_extract(fact.value, '$.amount'),
       json_extract(fact.value, '$.date'),
       json_extract(record.json, '$.currency')
  FROM record, json_each(record.json, '$.account') AS fact
 WHERE record.kind = 'earning' AND record.json IS NOT NULL;

-- What tiers, caps, floors and draws made of a payee's periods: at HQ of everyone, at a partner's
-- site of its own. One row a line; settled lines have no rule.
CREATE VIEW books AS
SELECT coalesce(json_extract(record.json, '$.continues'), record.id) AS id,
       json_extract(book.json, '$.plan') AS plan,
       json_extract(book.json, '$.partner') AS partner,
       json_extract(book.json, '$.role') AS role,
       json_extract(book.json, '$.payee') AS payee,
       json_extract(fact.value, '$.n') AS n,
       json_extract(fact.value, '$.kind') AS kind,
       json_extract(fact.value, '$.rule') AS rule,
       json_extract(fact.value, '$.seller') AS seller,
       json_extract(fact.value, '$.from') AS "from",
       json_extract(fact.value, '$.to') AS "to",
       json_extract(fact.value, '$.attainment') AS attainment,
       json_extract(fact.value, '$.band') AS band,
       json_extract(fact.value, '$.amount') AS amount,
       json_extract(fact.value, '$.date') AS date,
       json_extract(fact.value, '$.because') AS because,
       json_extract(book.json, '$.currency') AS currency
  FROM record
  JOIN record AS book ON book.kind = record.kind
   AND book.id = coalesce(json_extract(record.json, '$.continues'), record.id)
  JOIN json_each(record.json, '$.facts') AS fact
 WHERE record.kind IN ('book', 'book_card') AND record.json IS NOT NULL AND book.json IS NOT NULL;
