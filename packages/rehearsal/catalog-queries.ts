const ours = (column: string) =>
  `${column} !~ '^pg_(toast|temp)' and ${column} not in ('pg_catalog', 'information_schema')`
const notExtension = (table: string, oid: string) =>
  `not exists (select from pg_depend member where member.classid = '${table}'::regclass and member.objid = ${oid} and member.deptype = 'e')`
const owner = (column: string) => `pg_get_userbyid(${column})`
/** Sorted, so that the order in which grants were made does not count. */
const acl = (column: string) => `(select string_agg(a::text, ',' order by a::text) from unnest(${column}) a)`
/** Nothing where only the default privileges are there, whether they were ever written down (GRANT, then REVOKE) or not. */
const privileges = (column: string, kind: string, ownerColumn: string) =>
  `'privileges ' || nullif(${acl(column)}, ${acl(`acldefault(${kind}, ${ownerColumn})`)})`
const relation = `n.nspname || '.' || c.relname`
const relations = `pg_class c join pg_namespace n on n.oid = c.relnamespace and ${ours('n.nspname')} and ${notExtension('pg_class', 'c.oid')}`

const publications = `select p.pubname as name, concat_ws(' | ', p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate, p.pubviaroot,
      (select string_agg(r.prrelid::regclass || coalesce(' ' || r.prattrs::text, '') || coalesce(' ' || pg_get_expr(r.prqual, r.prrelid), ''), ', '
        order by r.prrelid::regclass::text) from pg_publication_rel r where r.prpubid = p.oid),
      (select string_agg(s.pnnspid::regnamespace::text, ', ') from pg_publication_namespace s where s.pnpubid = p.oid)) as definition from pg_publication p`

/** Up to 14 a publication is of whole tables, named one by one. */
const publications14 = `select p.pubname as name, concat_ws(' | ', p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate, p.pubviaroot,
      (select string_agg(r.prrelid::regclass::text, ', ' order by r.prrelid::regclass::text) from pg_publication_rel r where r.prpubid = p.oid)) as definition
    from pg_publication p`

/** The queries that fit a server's major. */
export function catalogQueriesOf(major: number): Readonly<Record<string, string>> {
  return major < 15 ? { ...catalogQueries, publication: publications14 } : catalogQueries
}

/**
 * One query per class of object: `name` identifies it, `definition` is everything else about it, and `alias` is the same without
 * its own name where a generated name may differ. Run with an empty search_path, so that all names are qualified.
 */
const catalogQueries: Readonly<Record<string, string>> = {
  schema: `select n.nspname as name, concat_ws(' | ', 'owner ' || ${owner('n.nspowner')}, ${privileges('n.nspacl', "'n'", 'n.nspowner')}) as definition
    from pg_namespace n where ${ours('n.nspname')} and ${notExtension('pg_namespace', 'n.oid')}`,
  relation: `select ${relation} as name, concat_ws(' | ',
      case c.relkind when 'r' then 'table' when 'p' then 'partitioned table' when 'v' then 'view' when 'm' then 'materialized view'
        when 'f' then 'foreign table' when 'S' then 'sequence' when 'c' then 'composite type' else c.relkind::text end,
      case c.relpersistence when 'u' then 'unlogged' end, 'owner ' || ${owner('c.relowner')},
      ${privileges('c.relacl', `case c.relkind when 'S' then 's' else 'r' end::"char"`, 'c.relowner')}, 'options ' || ${acl('c.reloptions')},
      case when c.relrowsecurity then 'row security' end, case when c.relforcerowsecurity then 'forced row security' end,
      case when c.relreplident <> 'd' and c.relkind in ('r', 'p') then 'replica identity ' || c.relreplident::text end,
      'partition ' || pg_get_expr(c.relpartbound, c.oid), case when c.relkind = 'p' then 'partition by ' || pg_get_partkeydef(c.oid) end,
      (select 'inherits ' || string_agg(i.inhparent::regclass::text, ', ' order by i.inhseqno) from pg_inherits i where i.inhrelid = c.oid),
      (select 'tablespace ' || t.spcname from pg_tablespace t where t.oid = c.reltablespace)) as definition
    from ${relations} where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S', 'c')`,
  column: `select ${relation} || '.' || a.attname as name, concat_ws(' | ', format_type(a.atttypid, a.atttypmod),
      case when a.attnotnull then 'not null' end,
      case when a.attgenerated <> '' then 'generated ' || a.attgenerated::text else 'default' end || ' ' || pg_get_expr(d.adbin, d.adrelid),
      case when a.attidentity <> '' then 'identity ' || a.attidentity::text end,
      case when a.attcollation <> 0 and a.attcollation <> t.typcollation then 'collate ' || a.attcollation::regcollation::text end,
      case when a.attstorage <> t.typstorage then 'storage ' || a.attstorage::text end,
      case when a.attstattarget >= 0 then 'statistics ' || a.attstattarget end,
      case when a.attcompression <> '' then 'compression ' || a.attcompression::text end,
      'privileges ' || ${acl('a.attacl')}, 'options ' || ${acl('a.attoptions')}) as definition
    from ${relations} join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped join pg_type t on t.oid = a.atttypid
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum where c.relkind in ('r', 'p', 'f', 'c', 'v', 'm')`,
  'column-order': `select ${relation} as name, string_agg(a.attname, ', ' order by a.attnum) as definition
    from ${relations} join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p', 'f') group by 1`,
  view: `select ${relation} as name, pg_get_viewdef(c.oid) as definition from ${relations} where c.relkind in ('v', 'm')`,
  sequence: `select ${relation} as name, concat_ws(' | ', format_type(s.seqtypid, null), s.seqstart, s.seqincrement, s.seqmin, s.seqmax,
      s.seqcache, s.seqcycle, (select d.refobjid::regclass || '.' || a.attname from pg_depend d join pg_attribute a
        on a.attrelid = d.refobjid and a.attnum = d.refobjsubid where d.classid = 'pg_class'::regclass and d.objid = c.oid
        and d.deptype in ('a', 'i') and d.refclassid = 'pg_class'::regclass limit 1)) as definition
    from ${relations} join pg_sequence s on s.seqrelid = c.oid`,
  constraint: `select ${relation} || '.' || k.conname as name,
      concat_ws(' | ', k.conrelid::regclass::text, pg_get_constraintdef(k.oid)) as alias,
      concat_ws(' | ', pg_get_constraintdef(k.oid), case when not k.convalidated then 'not validated' end) as definition
    from ${relations} join pg_constraint k on k.conrelid = c.oid where k.contype <> 'n' or not k.convalidated`,
  index: `select ${relation} as name, regexp_replace(pg_get_indexdef(c.oid), 'INDEX .*? ON ', 'INDEX ON ') as alias,
      concat_ws(' | ', pg_get_indexdef(c.oid), case when not i.indisvalid then 'invalid' end,
        case when i.indisclustered then 'clustered' end, case when i.indisreplident then 'replica identity' end) as definition
    from ${relations} join pg_index i on i.indexrelid = c.oid
    where not exists (select from pg_constraint k where k.conindid = c.oid and k.contype in ('p', 'u', 'x'))`,
  function: `select p.oid::regprocedure::text as name, concat_ws(' | ', case when p.prokind = 'a' then 'aggregate' else pg_get_functiondef(p.oid) end,
      'owner ' || ${owner('p.proowner')}, ${privileges('p.proacl', "'f'", 'p.proowner')}) as definition
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace and ${ours('n.nspname')} where ${notExtension('pg_proc', 'p.oid')}`,
  trigger: `select ${relation} || '.' || t.tgname as name, t.tgenabled::text || ' ' || pg_get_triggerdef(t.oid) as definition
    from ${relations} join pg_trigger t on t.tgrelid = c.oid where not t.tgisinternal`,
  rule: `select ${relation} || '.' || r.rulename as name, r.ev_enabled::text || ' ' || pg_get_ruledef(r.oid) as definition
    from ${relations} join pg_rewrite r on r.ev_class = c.oid where r.rulename <> '_RETURN'`,
  policy: `select ${relation} || '.' || p.polname as name, concat_ws(' | ', case when p.polpermissive then 'permissive' else 'restrictive' end,
      p.polcmd::text, (select string_agg(case when r = 0 then 'public' else ${owner('r')} end, ',' order by r) from unnest(p.polroles) r),
      'using ' || pg_get_expr(p.polqual, p.polrelid), 'with check ' || pg_get_expr(p.polwithcheck, p.polrelid)) as definition
    from ${relations} join pg_policy p on p.polrelid = c.oid`,
  type: `select n.nspname || '.' || t.typname as name, concat_ws(' | ', case t.typtype when 'e' then 'enum' when 'd' then 'domain' when 'r' then 'range' else t.typtype::text end,
      (select string_agg(e.enumlabel, ', ' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid),
      case when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod) end, case when t.typnotnull then 'not null' end,
      'default ' || t.typdefault, (select string_agg(k.conname || ' ' || pg_get_constraintdef(k.oid), ', ' order by k.conname) from pg_constraint k
        where k.contypid = t.oid and k.contype <> 'n'), (select format_type(r.rngsubtype, null) from pg_range r where r.rngtypid = t.oid),
      'owner ' || ${owner('t.typowner')}, ${privileges('t.typacl', "'T'", 't.typowner')}) as definition
    from pg_type t join pg_namespace n on n.oid = t.typnamespace and ${ours('n.nspname')}
    where t.typtype in ('e', 'd', 'r', 'b') and t.typelem = 0 and ${notExtension('pg_type', 't.oid')}`,
  extension: `select x.extname as name, x.extversion || ' in ' || x.extnamespace::regnamespace as definition from pg_extension x`,
  comment: `select i.type || ' ' || i.identity as name, d.description as definition
    from pg_description d, pg_identify_object(d.classoid, d.objoid, d.objsubid) i
    where d.objoid >= 16384 and d.classoid <> 'pg_extension'::regclass and not exists (select from pg_depend e where e.classid = d.classoid and e.objid = d.objoid and e.deptype = 'e')`,
  'default privilege': `select concat_ws(' ', ${owner('a.defaclrole')}, a.defaclnamespace::regnamespace::text, a.defaclobjtype) as name,
      ${acl('a.defaclacl')} as definition from pg_default_acl a`,
  publication: publications,
  'event trigger': `select e.evtname as name, concat_ws(' | ', e.evtevent, e.evtfoid::regprocedure::text, e.evtenabled, e.evttags::text) as definition
    from pg_event_trigger e where ${notExtension('pg_event_trigger', 'e.oid')}`,
  statistics: `select n.nspname || '.' || s.stxname as name, pg_get_statisticsobjdef(s.oid) as definition
    from pg_statistic_ext s join pg_namespace n on n.oid = s.stxnamespace and ${ours('n.nspname')}`,
  role: `select r.rolname as name, concat_ws(' | ', r.rolsuper, r.rolinherit, r.rolcreaterole, r.rolcreatedb, r.rolcanlogin, r.rolbypassrls,
      (select string_agg(m.roleid::regrole::text, ', ' order by m.roleid::regrole::text) from pg_auth_members m where m.member = r.oid)) as definition
    from pg_roles r where r.oid >= 16384`,
  setting: `select concat_ws(' ', (select r.rolname from pg_roles r where r.oid = s.setrole), (select d.datname from pg_database d where d.oid = s.setdatabase)) as name,
      ${acl('s.setconfig')} as definition from pg_db_role_setting s`,
  database: `select d.datname as name, concat_ws(' | ', 'owner ' || ${owner('d.datdba')}, ${privileges('d.datacl', "'d'", 'd.datdba')}) as definition from pg_database d
    where d.datname = current_database()`,
  // Rarer classes by existence and identity alone.
  object: `select i.type || ' ' || i.identity as name, '' as definition from (
      select 'pg_cast'::regclass as classid, oid from pg_cast union all select 'pg_operator'::regclass, oid from pg_operator
      union all select 'pg_opclass'::regclass, oid from pg_opclass union all select 'pg_collation'::regclass, oid from pg_collation
      union all select 'pg_foreign_data_wrapper'::regclass, oid from pg_foreign_data_wrapper
      union all select 'pg_foreign_server'::regclass, oid from pg_foreign_server union all select 'pg_user_mapping'::regclass, umid from pg_user_mappings
      union all select 'pg_ts_config'::regclass, oid from pg_ts_config union all select 'pg_ts_dict'::regclass, oid from pg_ts_dict
      union all select 'pg_subscription'::regclass, oid from pg_subscription union all select 'pg_am'::regclass, oid from pg_am
      union all select 'pg_language'::regclass, oid from pg_language union all select 'pg_conversion'::regclass, oid from pg_conversion
      union all select 'pg_opfamily'::regclass, oid from pg_opfamily union all select 'pg_transform'::regclass, oid from pg_transform) o, pg_identify_object(o.classid, o.oid, 0) i
    where o.oid >= 16384 and not exists (select from pg_depend e where e.classid = o.classid and e.objid = o.oid and e.deptype = 'e')`,
}
