-- Partners, as the store's readers see them.
CREATE VIEW partners AS
SELECT id,
       json_extract(json, '$.state') AS state,
       json_extract(json, '$.name') AS name,
       json_extract(json, '$.type') AS type,
       json_extract(json, '$.tier') AS tier,
       json_extract(json, '$.framework.reference') AS framework,
       json_extract(json, '$.framework.from') AS framework_from,
       json_extract(json, '$.changed.at') AS changed_at,
       json_extract(json, '$.rev') AS rev,
       dirty
  FROM record
 WHERE kind = 'partner' AND json IS NOT NULL;
