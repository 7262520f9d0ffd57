-- What was raised here and HQ has not decided on yet, as the record that it would become.
CREATE VIEW pending_disputes AS
WITH asked AS (
  SELECT operation.on_id AS id, operation.id AS op, json_extract(bytes, '$.at') AS at,
         json_extract(bytes, '$.actor') AS by, json_extract(bytes, '$.p') AS p,
         meta.value AS scope,
         coalesce(json_extract(bytes, '$.p.payee'), json_extract(own.json, '$.partner')) AS payee
    FROM operation
    JOIN meta ON meta.key = 'scope'
    LEFT JOIN record AS own ON own.kind = 'scope' AND own.id = meta.value
   WHERE operation.decided = 0 AND operation.kind = 'dispute.add'
), stamped AS (
  SELECT asked.*, seller.json AS seller,
         json_object('at', at, 'by', by, 'op', op, 'rule', at) AS stamp
    FROM asked
    LEFT JOIN record AS seller ON seller.kind = 'seller' AND seller.id = asked.payee
)
SELECT 'dispute' AS kind, id,
       json_patch(p, json_object(
         'id', id, 'kind', 'dispute', 'state', 'pending', 'payee', payee, 'rev', 1, 'scope', scope,
         'role', CASE WHEN seller IS NULL THEN 'business' ELSE 'seller' END,
         'partner', coalesce(json_extract(seller, '$.partner'), payee),
         'created', json(stamp), 'changed', json(stamp))) AS json
  FROM stamped;

-- Disputes, as HQ and the payee's site hold them; pending: as this site alone does.
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
          FROM json_each(known.json, '$.adjustments')) AS adjusted,
       json_extract(json, '$.rev') AS rev,
       dirty
  FROM (SELECT id, json, dirty FROM record WHERE kind = 'dispute' AND json IS NOT NULL
        UNION ALL SELECT id, json, 1 FROM pending_disputes) AS known;
