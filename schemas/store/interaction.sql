-- The timeline: visits, calls, consultations. `facts` is a JSON object, `topics` a JSON list.
CREATE VIEW interactions AS
SELECT id,
       json_extract(json, '$.state') AS state,
       json_extract(json, '$.type') AS type,
       json_extract(json, '$.customer') AS customer,
       json_extract(json, '$.lead') AS lead,
       json_extract(json, '$.order') AS "order",
       json_extract(json, '$.offer') AS offer,
       json_extract(json, '$.medium') AS medium,
       json_extract(json, '$.direction') AS direction,
       json_extract(json, '$.minutes') AS minutes,
       json_extract(json, '$.topics') AS topics,
       json_extract(json, '$.result') AS result,
       (SELECT value FROM private WHERE commitment = json_extract(r.json, '$.note.c')) AS note,
       json_extract(json, '$.facts') AS facts,
       coalesce(json_extract(json, '$.imported'), 0) AS imported,
       json_extract(json, '$.scope') AS scope,
       json_extract(json, '$.created.by') AS seller,
       json_extract(json, '$.created.outlet') AS outlet,
       json_extract(json, '$.created.rule') AS created
FROM record AS r
WHERE kind = 'interaction' AND json IS NOT NULL;
