-- Who may come in: secrets, devices, sessions and the counting of attempts; and the few tables that belong to no
-- organisation.
--
-- What belongs to no organisation cannot be shown by the organisation's policy. Each such table (but the places, which
-- are public) is shown by key instead: a row is seen only by a transaction that named its key beforehand. Nobody lists
-- them, the server's own role included: `select * from members.session` gives nothing.

create function members.keys() returns text[]
language sql stable parallel safe as $$
  select coalesce(nullif(current_setting('lumbung.keys', true), '')::text[], '{}')
$$;

-- Belongs to no organisation because one person may be in several, with one identity and separate books. It says
-- nothing of where: only an organisation's own membership names the person. No password here: officers of one group
-- can give her new secrets for their group, and that must never open another.
create table members.person (
  person_id uuid primary key,
  -- The language she reads or hears, wherever she signs in.
  language text not null check (language ~ '^[a-z]{2,3}$'),
  made_at timestamptz not null
);

-- Belongs to no organisation because a village is the same village for everybody in it: a public gazetteer, no people.
create table members.place (
  place_id uuid primary key,
  parent_id uuid references members.place (place_id),
  level text not null check (level in ('village', 'municipality', 'province', 'region', 'country')),
  name text not null check (length(name) between 1 and 120),
  -- The official code where there is one (PSGC, BPS, ISO 3166).
  code text check (length(code) between 1 and 20),
  constraint place_has_a_parent check ((level = 'country') = (parent_id is null))
);
create index place_by_parent on members.place (parent_id);
create unique index place_code_once on members.place (level, code);
alter table members.placement add constraint placement_is_a_place foreign key (place_id) references members.place (place_id);

-- Belongs to no organisation because whoever signs in does not know its id: the word she types instead.
create table members.address (
  handle text primary key check (handle ~ '^[a-z][a-z0-9-]{1,28}[a-z0-9]$'),
  organisation_id uuid not null,
  claimed_at timestamptz not null
);
create index address_by_organisation on members.address (organisation_id);

-- Belongs to no organisation because one phone may serve several groups. Which ones is said in `device_of`.
create table members.device (
  device_id uuid primary key,
  -- SHA-256 of the secret the device keeps; the key it is seen by.
  secret_hash text not null unique check (secret_hash ~ '^[0-9a-f]{64}$'),
  made_at timestamptz not null
);

-- Seen by its token, before anybody knows whose it is; and by the organisation whose it is, so that it can be ended.
create table members.session (
  -- SHA-256 of the token; the token itself is only in the cookie.
  token_hash text primary key check (token_hash ~ '^[0-9a-f]{64}$'),
  organisation_id uuid not null,
  member_id text not null,
  person_id uuid not null,
  -- The member's version when it was opened: a new PIN or a sign-out everywhere moves hers on, and this one is over.
  version int4 not null,
  device_id uuid,
  opened_by text not null check (opened_by in ('pin', 'password')),
  -- Opened by her second, plain PIN: shows group totals only.
  is_plain bool not null,
  language text not null check (language ~ '^[a-z]{2,3}$'),
  opened_at timestamptz not null,
  used_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  -- Whoever sat down beside her by her own number and PIN: the second of two named people.
  second_member_id text,
  second_version int4,
  second_until timestamptz,
  constraint second_is_another check (second_member_id <> member_id),
  constraint second_is_whole check ((second_member_id is null) = (second_version is null) and (second_member_id is null) = (second_until is null)),
  constraint plain_is_alone check (not is_plain or second_member_id is null)
);
create index session_by_member on members.session (organisation_id, member_id);

-- Belongs to no organisation because guesses come from anywhere and may name a group or a number that is not there.
create table members.attempt (
  -- HMAC of what is counted (an account, a device, an address, an organisation): no address is kept in the clear.
  key text primary key check (key ~ '^[0-9a-f]{64}$'),
  count int4 not null check (count >= 0),
  -- Null where only two officers open it again.
  expires_at timestamptz
);

-- A member's secrets in one organisation: "memory,passes,lanes$salt$digest" of Argon2id, base64url.
create table members.credential (
  organisation_id uuid not null,
  member_id text not null,
  pin text,
  plain_pin text,
  password text,
  version int4 not null check (version > 0),
  changed_at timestamptz not null,
  primary key (organisation_id, member_id),
  constraint credential_of_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id),
  constraint plain_pin_beside_a_pin check (plain_pin is null or pin is not null)
);

-- Which devices an organisation trusts, and who let them in.
create table members.device_of (
  organisation_id uuid not null,
  device_id uuid not null references members.device (device_id),
  kind text not null check (kind in ('meeting', 'own')),
  registered_by text not null,
  registered_at timestamptz not null,
  revoked_by text,
  revoked_at timestamptz,
  primary key (organisation_id, device_id),
  constraint revoked_by_somebody check ((revoked_at is null) = (revoked_by is null))
);

do $$
declare
  t text;
begin
  foreach t in array array['credential', 'device_of'] loop
    execute format('alter table members.%I enable row level security', t);
    execute format('alter table members.%I force row level security', t);
    execute format('create policy own_organisation on members.%I using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true) with check (organisation_id = any ((select ledger.organisations())::uuid[]))', t);
  end loop;
  foreach t in array array['person', 'address', 'device', 'session', 'attempt'] loop
    execute format('alter table members.%I enable row level security', t);
    execute format('alter table members.%I force row level security', t);
  end loop;
end $$;

create policy by_key on members.person using (person_id::text = any ((select members.keys())::text[]));
create policy by_key on members.device using (secret_hash = any ((select members.keys())::text[]));
create policy by_key on members.attempt using (key = any ((select members.keys())::text[]));
create policy by_key_or_organisation on members.address using (
  handle = any ((select members.keys())::text[]) or organisation_id = any ((select ledger.organisations())::uuid[])
);
create policy by_key_or_organisation on members.session using (
  token_hash = any ((select members.keys())::text[]) or organisation_id = any ((select ledger.organisations())::uuid[])
);
-- A backup carries the phones an organisation trusts and who its members are elsewhere, and knows no secret of theirs.
create policy devices_to_owner on members.device for select to current_user using (true);
create policy people_to_owner on members.person for select to current_user using (true);
-- Sweeping out needs no key: what is long over may go without being looked at.
create policy sweep on members.attempt for delete using (expires_at < now());
create policy sweep on members.session for delete using (expires_at < now() - interval '30 days');

grant select, insert, update, delete on members.credential to lumbung_server;
grant select, insert, update on members.person, members.device_of to lumbung_server;
grant select, insert on members.place, members.address, members.device to lumbung_server;
grant select, insert, update, delete on members.session, members.attempt to lumbung_server;

-- Whose tokens these are at this moment; no row where one is unknown, over, or its member has left or has new secrets.
-- A token shows its session, the session its organisation and person, and those the rest: three looks in one round trip
-- for all requests that wait, since every request asks. It has no more rights than who calls it. Call it outside a
-- transaction: what it lets itself see ends with the statement.
create function members.sessions_of(hashes text[], at timestamptz, idle_pin interval, idle_password interval, touch interval)
returns table (
  token_hash text, organisation_id uuid, member_id text, person_id uuid, second_member_id text, device_id uuid,
  opened_by text, is_plain bool, language text, expires_at timestamptz
)
-- Asked with every request: planned once for each connection, not each time.
language plpgsql volatile set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  live text[];
  stale text[];
  seen_organisations text[];
  seen_people text[];
begin
  perform set_config('lumbung.keys', hashes::text, true);
  select array_agg(s.token_hash), array_agg(s.token_hash) filter (where s.used_at < at - touch),
         array_agg(s.organisation_id::text), array_agg(s.person_id::text)
    into live, stale, seen_organisations, seen_people
  from members.session s
  where s.token_hash = any (hashes) and s.ended_at is null and s.expires_at > at
    and s.used_at > at - case s.opened_by when 'pin' then idle_pin else idle_password end;
  if live is null then
    return;
  end if;
  perform set_config('lumbung.organisations', seen_organisations::text, true),
          set_config('lumbung.keys', (live || seen_people)::text, true);
  if stale is not null then
    update members.session s set used_at = at where s.token_hash = any (stale) and s.used_at < at;
  end if;
  return query
    select s.token_hash, s.organisation_id, s.member_id, s.person_id,
      case when s.second_until > at and exists (
        select from members.membership m
        join members.credential c on c.organisation_id = m.organisation_id and c.member_id = m.member_id
        where m.organisation_id = s.organisation_id and m.member_id = s.second_member_id
          and m.status = 'active' and c.version = s.second_version
      ) then s.second_member_id end,
      s.device_id, s.opened_by, s.is_plain,
      coalesce((select p.language from members.person p where p.person_id = s.person_id), s.language),
      s.expires_at
    from members.session s
    join members.membership m on m.organisation_id = s.organisation_id and m.member_id = s.member_id
    join members.credential c on c.organisation_id = m.organisation_id and c.member_id = m.member_id
    where s.token_hash = any (live) and m.status = 'active' and c.version = s.version;
end $$;

-- That the sessions a transaction acts on are what they were taken for.
create function members.expect_sessions(alive int8, taken int8) returns void language plpgsql as $$
begin
  if alive <> taken then
    raise exception 'a session is not what it was: ask again who speaks' using errcode = 'LS001';
  end if;
end $$;
