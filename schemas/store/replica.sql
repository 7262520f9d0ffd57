-- Replicas, as the store's readers see them.
CREATE VIEW replicas AS
SELECT id,
       json_extract(json, '$.state') AS state,
       json_extract(json, '$.scope') AS scope,
       json_extract(json, '$.role') AS role,
       json_extract(json, '$.outlet') AS outlet,
       json_extract(json, '$.created.at') AS created_at,
       json_extract(json, '$.rev') AS rev,
       dirty
  FROM record
 WHERE kind = 'replica' AND json IS NOT NULL;
