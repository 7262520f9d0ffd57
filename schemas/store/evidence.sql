-- Proofs by order; what is missing is computed from the policy, not stored.
CREATE VIEW evidences AS
SELECT id,
       json_extract(json, '$.order') AS "order",
       json_extract(json, '$.code') AS code,
       json_extract(json, '$.version') AS version,
       json_extract(json, '$.wording') AS wording,
       json_extract(json, '$.digest') AS digest,
       json_extract(json, '$.date') AS date,
       json_extract(json, '$.channel') AS channel,
       json_extract(json, '$.created.by') AS actor,
       json_extract(json, '$.scope') AS scope,
       json_extract(json, '$.created.at') AS created_at,
       json_extract(json, '$.rev') AS rev,
       dirty
  FROM record
 WHERE kind = 'evidence' AND json IS NOT NULL;
