-- What units are to reach: at HQ of all, at a partner's site of its own.
CREATE VIEW targets AS
SELECT id,
       json_extract(json, '$.state') AS state,
       json_extract(json, '$.unit') AS unit,
       json_extract(json, '$.role') AS role,
       json_extract(json, '$.product') AS product,
       json_extract(json, '$.from') AS "from",
       json_extract(json, '$.length') AS length,
       json_extract(json, '$.measure') AS measure,
       json_extract(json, '$.value') AS value,
       json_extract(json, '$.revenue.amount') AS revenue,
       json_extract(json, '$.revenue.currency') AS currency,
       json_extract(json, '$.changed.at') AS changed_at,
       json_extract(json, '$.rev') AS rev,
       dirty
  FROM record
 WHERE kind = 'target' AND json IS NOT NULL;
