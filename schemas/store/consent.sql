-- Consents; `permitted` is a JSON list of partners or "any".
CREATE VIEW consents AS
SELECT id,
       CASE WHEN json_extract(json, '$.lapsed') THEN 'expired'
            ELSE json_extract(json, '$.state') END AS state,
       json_extract(json, '$.customer') AS customer,
       json_extract(json, '$.medium') AS medium,
       json_extract(json, '$.purpose') AS purpose,
       json_extract(json, '$.permitted') AS permitted,
       json_extract(json, '$.wording') AS wording,
       json_extract(json, '$.obtained') AS obtained,
       json_extract(json, '$.expires') AS expires,
       json_extract(json, '$.withdrawn') AS withdrawn,
       json_extract(json, '$.scope') AS scope,
       json_extract(json, '$.created.outlet') AS outlet,
       json_extract(json, '$.created.rule') AS created,
       json_extract(json, '$.changed.rule') AS changed
FROM record
WHERE kind = 'consent' AND json IS NOT NULL;
