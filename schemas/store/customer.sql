-- Customers with what the vault holds of them; a private column is NULL where the value is not here.
CREATE VIEW customers AS
SELECT id,
       json_extract(json, '$.state') AS state,
       json_extract(json, '$.type') AS type,
       json_extract(json, '$.segment') AS segment,
       json_extract(json, '$.adult') AS adult,
       json_extract(json, '$.postcode_prefix') AS postcode_prefix,
       (SELECT value FROM private WHERE commitment = json_extract(r.json, '$.name.c')) AS name,
       (SELECT value FROM private WHERE commitment = json_extract(r.json, '$.email.c')) AS email,
       (SELECT value FROM private WHERE commitment = json_extract(r.json, '$.phone.c')) AS phone,
       (SELECT value FROM private WHERE commitment = json_extract(r.json, '$.street.c')) AS street,
       (SELECT value FROM private WHERE commitment = json_extract(r.json, '$.postcode.c')) AS postcode,
       (SELECT value FROM private WHERE commitment = json_extract(r.json, '$.city.c')) AS city,
       (SELECT value FROM private WHERE commitment = json_extract(r.json, '$.birth_date.c')) AS birth_date,
       (SELECT value FROM private WHERE commitment = json_extract(r.json, '$.company.c')) AS company,
       (SELECT value FROM private WHERE commitment = json_extract(r.json, '$.note.c')) AS note,
       json_extract(json, '$.source') AS source,
       json_extract(json, '$.source_id') AS source_id,
       json_extract(json, '$.scope') AS scope,
       json_extract(json, '$.created.outlet') AS outlet,
       json_extract(json, '$.created.rule') AS created,
       json_extract(json, '$.changed.rule') AS changed
FROM record AS r
WHERE kind = 'customer' AND json IS NOT NULL;
