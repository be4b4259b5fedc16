-- What whoever runs the server did at the group's door, so that the group sees it; and the codes she hands over.

create table members.operator_act (
  organisation_id uuid not null,
  -- The fact that says it.
  act_id uuid not null,
  what text not null check (what in ('account-reopened', 'device-trusted')),
  member_id text,
  on_day date not null,
  primary key (organisation_id, act_id),
  constraint account_is_a_members check ((what = 'account-reopened') = (member_id is not null))
);

-- Codes that let one phone in, once, until their hour is over.
create table members.letting_in (
  organisation_id uuid not null,
  -- SHA-256 of the code.
  code_hash text not null check (code_hash ~ '^[0-9a-f]{64}$'),
  kind text not null check (kind in ('meeting', 'own')),
  until timestamptz not null,
  used_at timestamptz,
  primary key (organisation_id, code_hash)
);

do $$
declare
  t text;
begin
  foreach t in array array['operator_act', 'letting_in'] loop
    execute format('alter table members.%I enable row level security', t);
    execute format('alter table members.%I force row level security', t);
    execute format('create policy own_organisation on members.%I using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true) with check (organisation_id = any ((select ledger.organisations())::uuid[]))', t);
    execute format('grant select, insert on members.%I to lumbung_server', t);
  end loop;
end $$;
grant update (used_at) on members.letting_in to lumbung_server;
