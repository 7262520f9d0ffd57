-- What came back; a site sees what it accepted and what it had sold.
CREATE VIEW returns AS
SELECT id,
       json_extract(json, '$.state') AS state,
       json_extract(json, '$.order') AS "order",
       json_extract(json, '$.items') AS items,
       json_extract(json, '$.cause') AS cause,
       json_extract(json, '$.closing') AS closing,
       json_extract(json, '$.accepting') AS accepting,
       json_extract(json, '$.outlet') AS outlet,
       json_extract(json, '$.date') AS date,
       json_extract(json, '$.stated') AS stated,
       json_extract(json, '$.refused') AS refused,
       json_extract(json, '$.reason') AS reason,
       json_extract(json, '$.created.by') AS actor,
       json_extract(json, '$.scope') AS scope,
       json_extract(json, '$.created.at') AS created_at,
       json_extract(json, '$.rev') AS rev,
       dirty
  FROM record
 WHERE kind = 'return' AND json IS NOT NULL;
