-- Offers by what counts today: the version that is sold, before the first launch the newest.
CREATE VIEW offers AS
SELECT id,
       json_extract(json, '$.state') AS state,
       json_extract(json, '$.version') AS version,
       json_extract(json, '$.launched') AS launched,
       json_extract(content, '$.name') AS name,
       json_extract(content, '$.sector') AS sector,
       json_extract(content, '$.product') AS product,
       json_extract(content, '$.campaign') AS campaign,
       json_extract(content, '$.term_months') AS term_months,
       json_extract(content, '$.plan') AS plan,
       json_extract(content, '$.policy') AS policy,
       json_extract(content, '$.tiers') AS tiers,
       (SELECT group_concat(json_extract(value, '$.offer'), ' ')
          FROM json_each(content, '$.items')) AS items,
       changed_at,
       rev,
       dirty
  FROM (SELECT id, json, dirty,
               json_extract(json, '$.versions."' ||
                 coalesce(json_extract(json, '$.launched'), json_extract(json, '$.version')) ||
                 '"') AS content,
               json_extract(json, '$.changed.at') AS changed_at,
               json_extract(json, '$.rev') AS rev
          FROM record
         WHERE kind = 'offer' AND json IS NOT NULL);

-- Every price row of every version.
CREATE VIEW offer_prices AS
SELECT record.id AS offer,
       CAST(versions.key AS INTEGER) AS version,
       json_extract(price.value, '$.point') AS point,
       json_extract(price.value, '$.recurring.amount') AS recurring,
       json_extract(price.value, '$.one_time.amount') AS one_time,
       coalesce(json_extract(price.value, '$.recurring.currency'),
                json_extract(price.value, '$.one_time.currency')) AS currency,
       json_extract(price.value, '$.when.item') AS when_item,
       json_extract(price.value, '$.when.campaign') AS when_campaign
  FROM record, json_each(record.json, '$.versions') AS versions,
       json_each(versions.value, '$.price') AS price
 WHERE record.kind = 'offer' AND record.json IS NOT NULL;
