-- Settlements: one row a payee of a run.
CREATE VIEW settlements AS
SELECT record.id AS id,
       json_extract(record.json, '$.until') AS until,
       json_extract(record.json, '$.created.at') AS run_at,
       json_extract(total.value, '$.partner') AS partner,
       json_extract(total.value, '$.role') AS role,
       json_extract(total.value, '$.payee') AS payee,
       json_extract(total.value, '$.currency') AS currency,
       json_extract(total.value, '$.settled') AS settled,
       json_extract(total.value, '$.carried') AS carried,
       json_extract(total.value, '$.waiting') AS waiting,
       json_extract(total.value, '$.on_hold') AS on_hold,
       json_extract(total.value, '$.true_up') AS true_up,
       json_extract(total.value, '$.premium') AS premium,
       json_extract(total.value, '$.reserve') AS reserve,
       json_extract(total.value, '$.release') AS release,
       dirty
  FROM record LEFT JOIN json_each(record.json, '$.totals') AS total
 WHERE record.kind = 'settlement' AND record.json IS NOT NULL;
