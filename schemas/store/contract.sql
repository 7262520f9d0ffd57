-- Contracts; one per submitted order, under the order's id.
CREATE VIEW contracts AS
SELECT id,
       json_extract(json, '$.state') AS state,
       json_extract(json, '$.customer') AS customer,
       json_extract(json, '$.offer') AS offer,
       json_extract(json, '$.version') AS version,
       json_extract(json, '$.contract_type') AS contract_type,
       json_extract(json, '$.from') AS "from",
       json_extract(json, '$.term_months') AS term_months,
       json_extract(json, '$.withdrawal') AS withdrawal,
       json_extract(json, '$.withdrawal_until') AS withdrawal_until,
       json_extract(json, '$.ended') AS ended,
       json_array_length(json, '$.items') AS items,
       json_extract(json, '$.scope') AS scope,
       json_extract(json, '$.created.at') AS created_at,
       json_extract(json, '$.rev') AS rev,
       dirty
  FROM record
 WHERE kind = 'contract' AND json IS NOT NULL;
