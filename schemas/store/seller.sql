-- Sellers, with their names where this site may read them.
CREATE VIEW sellers AS
SELECT id,
       json_extract(json, '$.state') AS state,
       json_extract(json, '$.partner') AS partner,
       json_extract(json, '$.outlet') AS outlet,
       (SELECT value FROM private WHERE commitment = json_extract(json, '$.name.c')) AS name,
       (SELECT value FROM private WHERE commitment = json_extract(json, '$.login.c')) AS login,
       json_extract(json, '$.changed.at') AS changed_at,
       json_extract(json, '$.rev') AS rev,
       dirty
  FROM record
 WHERE kind = 'seller' AND json IS NOT NULL;
