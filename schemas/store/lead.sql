-- Leads held whole. `holder` is NULL at a partner's where another than the lead's own scope works on
-- it; HQ knows it from lead_history. `facts` is a JSON object: facts ->> 'job'.
CREATE VIEW leads AS
SELECT id,
       json_extract(json, '$.state') AS state,
       json_extract(json, '$.assignment') AS assignment,
       coalesce(json_extract(json, '$.holder'),
                (SELECT json_extract(h.json, '$.holder') FROM record AS h
                 WHERE h.kind = 'lead_history' AND h.id = r.id)) AS holder,
       json_extract(json, '$.customer') AS customer,
       json_extract(json, '$.consent') AS consent,
       json_extract(json, '$.offer') AS offer,
       json_extract(json, '$.campaign') AS campaign,
       json_extract(json, '$.topic') AS topic,
       json_extract(json, '$.rating') AS rating,
       json_extract(json, '$.score') AS score,
       json_extract(json, '$.revenue.amount') AS revenue,
       json_extract(json, '$.revenue.currency') AS currency,
       json_extract(json, '$.close_by') AS close_by,
       json_extract(json, '$.postcode_prefix') AS postcode_prefix,
       (SELECT value FROM private WHERE commitment = json_extract(r.json, '$.name.c')) AS name,
       (SELECT value FROM private WHERE commitment = json_extract(r.json, '$.company.c')) AS company,
       (SELECT value FROM private WHERE commitment = json_extract(r.json, '$.email.c')) AS email,
       (SELECT value FROM private WHERE commitment = json_extract(r.json, '$.phone.c')) AS phone,
       (SELECT value FROM private WHERE commitment = json_extract(r.json, '$.street.c')) AS street,
       (SELECT value FROM private WHERE commitment = json_extract(r.json, '$.postcode.c')) AS postcode,
       (SELECT value FROM private WHERE commitment = json_extract(r.json, '$.city.c')) AS city,
       (SELECT value FROM private WHERE commitment = json_extract(r.json, '$.web.c')) AS web,
       (SELECT value FROM private WHERE commitment = json_extract(r.json, '$.note.c')) AS note,
       json_extract(json, '$.facts') AS facts,
       coalesce(json_extract(json, '$.imported'), 0) AS imported,
       json_extract(json, '$.source') AS source,
       json_extract(json, '$.source_id') AS source_id,
       json_extract(json, '$.scope') AS scope,
       json_extract(json, '$.created.by') AS seller,
       json_extract(json, '$.created.outlet') AS outlet,
       json_extract(json, '$.created.rule') AS created,
       json_extract(json, '$.changed.rule') AS changed
FROM record AS r
WHERE kind = 'lead' AND json IS NOT NULL;

-- What may be picked: cards at a partner's, the leads themselves where they are held whole.
CREATE VIEW pool AS
SELECT id,
       kind,
       json_extract(json, '$.offer') AS offer,
       json_extract(json, '$.campaign') AS campaign,
       json_extract(json, '$.topic') AS topic,
       json_extract(json, '$.rating') AS rating,
       json_extract(json, '$.score') AS score,
       json_extract(json, '$.revenue.amount') AS revenue,
       json_extract(json, '$.revenue.currency') AS currency,
       json_extract(json, '$.postcode_prefix') AS postcode_prefix
FROM record
WHERE json IS NOT NULL
  AND (kind = 'pool_card' OR (kind = 'lead' AND json_extract(json, '$.assignment') = 'pooled'));
