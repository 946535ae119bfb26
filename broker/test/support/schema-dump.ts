import pg from 'pg'

const statement = `
  with tables as (
    select c.oid, c.relname
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r'
  ), lines as (
    select t.relname, 1 as part, a.attnum as position,
      '  ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
        || case when a.attnotnull then ' not null' else '' end
        || case when a.attidentity <> '' then ' generated always as identity' else '' end
        || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line
    from tables t
    join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
    union all
    select t.relname, 2, row_number() over (partition by t.oid order by k.conname),
      '  constraint ' || k.conname || ' ' || pg_get_constraintdef(k.oid)
    from tables t join pg_constraint k on k.conrelid = t.oid and k.contype in ('p', 'u', 'f', 'c', 'x')
    union all
    select t.relname, 3, row_number() over (partition by t.oid order by i.relname), '  ' || pg_get_indexdef(i.oid)
    from tables t
    join pg_index x on x.indrelid = t.oid
    join pg_class i on i.oid = x.indexrelid
    where not exists (select from pg_constraint k where k.conindid = i.oid)
    union all
    select t.relname, 4, row_number() over (partition by t.oid order by g.tgname), '  ' || pg_get_triggerdef(g.oid)
    from tables t join pg_trigger g on g.tgrelid = t.oid and not g.tgisinternal
  )
  select relname, string_agg(line, E'\\n' order by part, position) as lines
  from lines group by relname order by relname collate "C"`

/** The migrated database in words: tables with their columns, constraints, indexes and triggers, in one fixed order. */
export async function dumpSchema(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ relname: string; lines: string }>(statement)
    const tables = rows.map(({ relname, lines }) => `${relname}\n${lines}\n`)
    return `-- Written by \`npm run db:types\` from the migrated database; compared by the tests.\n\n${tables.join('\n')}`
  } finally {
    await client.end()
  }
}
