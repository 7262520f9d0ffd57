-- Scopes, as the store's readers see them.
CREATE VIEW scopes AS
SELECT id,
       json_extract(json, '$.partner') AS partner,
       json_extract(json, '$.created.at') AS created_at,
       json_extract(json, '$.rev') AS rev,
       dirty
  FROM record
 WHERE kind = 'scope' AND json IS NOT NULL;
