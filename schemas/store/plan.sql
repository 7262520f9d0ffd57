-- Plans: what each version pays, the newest version marked.
CREATE VIEW plans AS
SELECT record.id AS id,
       CAST(versions.key AS INTEGER) AS version,
       CAST(versions.key AS INTEGER) = json_extract(record.json, '$.version') AS newest,
       json_extract(versions.value, '$.plan.valid.from') AS valid_from,
       json_extract(versions.value, '$.plan.valid.to') AS valid_to,
       CASE WHEN CAST(versions.key AS INTEGER) <= json_extract(record.json, '$.retired.version')
            THEN json_extract(record.json, '$.retired.from') END AS retired,
       json_extract(versions.value, '$.plan.currency') AS currency,
       json_extract(versions.value, '$.plan.regime') AS regime,
       json_extract(versions.value, '$.plan.acceptance') AS acceptance,
       (SELECT group_concat(json_extract(answer.json, '$.partner') || ' ' ||
                            coalesce(json_extract(answer.json, '$.state'), 'accepted'), ', ')
          FROM record AS answer
         WHERE answer.kind = 'acceptance' AND answer.json IS NOT NULL
           AND answer.id >= record.id || '.' || versions.key || '.'
           AND answer.id < record.id || '.' || versions.key || '/') AS answers,
       (SELECT count(*) FROM json_each(versions.value, '$.base')) AS items,
       (SELECT group_concat(json_extract(stage.value, '$.name') || ' ' ||
                            json_extract(stage.value, '$.weight'), ', ')
          FROM json_each(versions.value, '$.stages') AS stage) AS stages,
       json_extract(record.json, '$.ops."' || versions.key || '"') AS op,
       json_extract(record.json, '$.changed.at') AS changed_at,
       json_extract(record.json, '$.rev') AS rev,
       dirty
  FROM record, json_each(record.json, '$.versions') AS versions
 WHERE record.kind = 'plan' AND record.json IS NOT NULL;

-- Who accepted or rejected which version.
CREATE VIEW acceptances AS
SELECT id,
       json_extract(json, '$.plan') AS plan,
       json_extract(json, '$.version') AS version,
       json_extract(json, '$.partner') AS partner,
       coalesce(json_extract(json, '$.state'), 'accepted') AS state,
       json_extract(json, '$.reason') AS reason,
       (SELECT group_concat(value, ' ') FROM json_each(record.json, '$.sellers')) AS sellers,
       json_extract(json, '$.created.at') AS accepted_at,
       dirty
  FROM record
 WHERE kind = 'acceptance' AND json IS NOT NULL;
