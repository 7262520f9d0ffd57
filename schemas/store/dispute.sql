-- Disputes, as HQ and the payee's site hold them.
CREATE VIEW disputes AS
SELECT id,
       json_extract(json, '$.state') AS state,
       json_extract(json, '$.claim') AS claim,
       json_extract(json, '$.stage') AS stage,
       json_extract(json, '$.partner') AS partner,
       json_extract(json, '$.role') AS role,
       json_extract(json, '$.payee') AS payee,
       json_extract(json, '$.reason') AS reason,
       json_extract(json, '$.created.rule') AS raised,
       json_extract(json, '$.decision') AS decision,
       json_extract(json, '$.decided') AS decided,
       json_extract(json, '$.closed') AS closed,
       (SELECT coalesce(sum(json_extract(value, '$.amount')), 0)
          FROM json_each(record.json, '$.adjustments')) AS adjusted,
       json_extract(json, '$.rev') AS rev,
       dirty
  FROM record
 WHERE kind = 'dispute' AND json IS NOT NULL;
