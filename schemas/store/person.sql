-- One row a customer of a person (HQ alone).
CREATE VIEW persons AS
SELECT r.id,
       m.value AS customer,
       json_extract(c.json, '$.scope') AS scope,
       json_array_length(r.json, '$.members') AS members,
       json_extract(r.json, '$.links[#-1].rule') AS rule,
       json_extract(r.json, '$.links[#-1].reason') AS reason,
       json_extract(r.json, '$.created.rule') AS created,
       json_extract(r.json, '$.changed.rule') AS changed
FROM record AS r
JOIN json_each(r.json, '$.members') AS m
LEFT JOIN record AS c ON c.kind = 'customer' AND c.id = m.value
WHERE r.kind = 'person' AND r.json IS NOT NULL;
