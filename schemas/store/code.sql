-- Codes. A code that nobody redeemed in time stays "issued" here: compare valid_until.
CREATE VIEW codes AS
SELECT id,
       json_extract(json, '$.state') AS state,
       json_extract(json, '$.order') AS "order",
       json_extract(json, '$.offer') AS offer,
       json_extract(json, '$.version') AS version,
       json_extract(json, '$.customer') AS customer,
       json_extract(json, '$.lead') AS lead,
       json_extract(json, '$.touch') AS touch,
       json_extract(json, '$.price_point') AS price_point,
       json_extract(json, '$.uses') AS uses,
       json_array_length(json, '$.redeemed') AS redeemed,
       json_extract(json, '$.valid_until') AS valid_until,
       json_extract(json, '$.seller') AS seller,
       json_extract(json, '$.outlet') AS outlet,
       json_extract(json, '$.scope') AS scope,
       json_extract(json, '$.created.at') AS created_at,
       json_extract(json, '$.rev') AS rev,
       dirty
  FROM record
 WHERE kind = 'code' AND json IS NOT NULL;
