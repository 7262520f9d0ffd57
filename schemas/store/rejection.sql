-- Rejected operations that nobody has dismissed yet.
CREATE VIEW rejections AS
SELECT id,
       json_extract(json, '$.op_kind') AS op_kind,
       json_extract(json, '$."on"') AS "on",
       json_extract(json, '$.replica') AS replica,
       json_extract(json, '$.reason') AS reason,
       json_extract(json, '$.detail') AS detail,
       json_extract(json, '$.at') AS at,
       dirty
  FROM record
 WHERE kind = 'rejection' AND json IS NOT NULL;
