-- Policies: the newest version of each.
CREATE VIEW policies AS
SELECT id,
       json_extract(json, '$.version') AS version,
       json_extract(json, '$.versions[#-1].sector') AS sector,
       json_array_length(json, '$.versions[#-1].steps') AS steps,
       json_array_length(json, '$.versions[#-1].fields') AS fields,
       json_array_length(json, '$.versions[#-1].evidence') AS evidence,
       json_extract(json, '$.changed.at') AS changed_at,
       json_extract(json, '$.rev') AS rev,
       dirty
  FROM record
 WHERE kind = 'policy' AND json IS NOT NULL;
