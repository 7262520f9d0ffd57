-- Outlets, as the store's readers see them: the own ones, and the directory of all.
CREATE VIEW outlets AS
SELECT id,
       json_extract(json, '$.state') AS state,
       json_extract(json, '$.partner') AS partner,
       json_extract(json, '$.channel') AS channel,
       json_extract(json, '$.place') AS place,
       json_extract(json, '$.postcode') AS postcode,
       json_extract(json, '$.zone') AS zone,
       json_extract(json, '$.split.seller') AS split_seller,
       json_extract(json, '$.split.business') AS split_business,
       json_extract(json, '$.changed.at') AS changed_at,
       json_extract(json, '$.rev') AS rev,
       dirty
  FROM record
 WHERE kind = 'outlet' AND json IS NOT NULL;

CREATE VIEW directory AS
SELECT id,
       json_extract(json, '$.partner') AS partner,
       json_extract(json, '$.channel') AS channel,
       json_extract(json, '$.place') AS place,
       dirty
  FROM record
 WHERE kind = 'directory_card' AND json IS NOT NULL;
