-- Orders, drafts among them (state = 'draft'); their items; and the cards of what others closed.
CREATE VIEW orders AS
SELECT id,
       json_extract(json, '$.state') AS state,
       json_extract(json, '$.draft') AS draft,
       json_extract(json, '$.step') AS step,
       json_extract(json, '$.offer') AS offer,
       json_extract(json, '$.version') AS version,
       json_extract(json, '$.customer') AS customer,
       json_extract(json, '$.lead') AS lead,
       json_extract(json, '$.campaign') AS campaign,
       json_extract(json, '$.price_point') AS price_point,
       json_extract(json, '$.code') AS code,
       json_extract(json, '$.contract_type') AS contract_type,
       json_extract(json, '$.close.at') AS closed_at,
       json_extract(json, '$.close.channel') AS close_channel,
       json_extract(json, '$.close.outlet') AS close_outlet,
       json_extract(json, '$.close.seller') AS close_seller,
       json_extract(json, '$.returned') AS returned,
       json_extract(json, '$.created.outlet') AS outlet,
       json_extract(json, '$.created.by') AS actor,
       json_extract(json, '$.scope') AS scope,
       json_extract(json, '$.created.at') AS created_at,
       json_extract(json, '$.rev') AS rev,
       dirty
  FROM record
 WHERE kind = 'order' AND json IS NOT NULL;

CREATE VIEW order_items AS
SELECT record.id || '.' || item.key AS id,
       record.id AS "order",
       item.key AS item,
       json_extract(item.value, '$.offer') AS offer,
       json_extract(item.value, '$.version') AS version,
       json_extract(item.value, '$.quantity') AS quantity,
       json_extract(item.value, '$.state') AS state,
       json_extract(item.value, '$.gate') AS gate,
       json_extract(item.value, '$.price_point') AS price_point,
       json_extract(item.value, '$.price.recurring.amount') AS recurring,
       json_extract(item.value, '$.price.one_time.amount') AS one_time,
       coalesce(json_extract(item.value, '$.price.recurring.currency'),
                json_extract(item.value, '$.price.one_time.currency')) AS currency,
       json_extract(item.value, '$.released') AS released_at,
       json_extract(item.value, '$.delivered') AS delivered_at,
       json_extract(item.value, '$.paid') AS paid_at
  FROM record, json_each(record.json, '$.items') AS item
 WHERE record.kind = 'order' AND record.json IS NOT NULL;

CREATE VIEW order_cards AS
SELECT id,
       json_extract(json, '$.state') AS state,
       json_extract(json, '$.offer') AS offer,
       json_extract(json, '$.version') AS version,
       json_extract(json, '$.closed') AS closed,
       json_extract(json, '$.returned') AS returned,
       dirty
  FROM record
 WHERE kind = 'order_card' AND json IS NOT NULL;
