-- Statements: one row a payee of a run.
CREATE VIEW statements AS
SELECT id,
       json_extract(json, '$.number') AS number,
       json_extract(json, '$.partner') AS partner,
       json_extract(json, '$.role') AS role,
       json_extract(json, '$.payee') AS payee,
       json_extract(json, '$.from') AS "from",
       json_extract(json, '$.until') AS until,
       json_extract(json, '$.opening') AS opening,
       json_extract(json, '$.earned') AS earned,
       json_extract(json, '$.premium') AS premium,
       json_extract(json, '$.reserve') AS reserve,
       json_extract(json, '$.release') AS release,
       json_extract(json, '$.total') AS total,
       json_extract(json, '$.settled') AS settled,
       json_extract(json, '$.carried') AS carried,
       json_extract(json, '$.waiting') AS waiting,
       coalesce(json_extract(json, '$.on_hold'), 0) AS on_hold,
       json_extract(json, '$.currency') AS currency,
       json_extract(json, '$.settlement') AS settlement,
       dirty
  FROM record
 WHERE kind = 'statement' AND json IS NOT NULL AND json_extract(json, '$.continues') IS NULL;

-- Their rows, under the statement's id, however many records they fill.
CREATE VIEW statement_rows AS
SELECT coalesce(json_extract(record.json, '$.continues'), record.id) AS id,
       json_extract(line.value, '$.n') AS n,
       json_extract(line.value, '$.date') AS date,
       json_extract(line.value, '$.kind') AS kind,
       json_extract(line.value, '$.order') AS "order",
       json_extract(line.value, '$.item') AS item,
       json_extract(line.value, '$.customer') AS customer,
       json_extract(line.value, '$.closed') AS closed,
       json_extract(line.value, '$.performed') AS performed,
       json_extract(line.value, '$.stage') AS stage,
       json_extract(line.value, '$.base') AS base,
       json_extract(line.value, '$.pool') AS pool,
       json_extract(line.value, '$.rate') AS rate,
       json_extract(line.value, '$.premium') AS premium,
       json_extract(line.value, '$.cause') AS cause,
       json_extract(line.value, '$.amount') AS amount
  FROM record, json_each(record.json, '$.rows') AS line
 WHERE record.kind = 'statement' AND record.json IS NOT NULL;
