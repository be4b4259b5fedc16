-- With whom the group works, and on what they agreed from when until when. Names, contacts and purposes are texts of the group.

create table records.partner (
  organisation_id uuid not null,
  partner_id uuid not null,
  kind text not null check (kind in ('government', 'agency', 'university', 'civil-society', 'cooperative', 'company', 'faith', 'other')),
  added_on date not null,
  primary key (organisation_id, partner_id)
);

create table records.agreement (
  organisation_id uuid not null,
  agreement_id uuid not null,
  partner_id uuid not null,
  made_on date not null,
  from_on date not null,
  -- The last day that was agreed on; null where none was.
  until_on date check (until_on >= from_on),
  -- The last day it really held, where one side ended it.
  ended_on date check (ended_on >= from_on),
  renews uuid,
  renewed_by uuid,
  primary key (organisation_id, agreement_id),
  constraint ended_before_its_time check (ended_on <= until_on),
  constraint renewed_or_ended check (ended_on is null or renewed_by is null),
  constraint agreement_with_a_partner foreign key (organisation_id, partner_id) references records.partner (organisation_id, partner_id),
  constraint renewal_of_an_agreement foreign key (organisation_id, renews) references records.agreement (organisation_id, agreement_id)
);
create index agreement_of_a_partner on records.agreement (organisation_id, partner_id);
create unique index renewed_once on records.agreement (organisation_id, renews);

do $$
declare
  t text;
begin
  foreach t in array array['partner', 'agreement'] loop
    execute format('alter table records.%I enable row level security', t);
    execute format('alter table records.%I force row level security', t);
    execute format('create policy own_organisation on records.%I using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true) with check (organisation_id = any ((select ledger.organisations())::uuid[]))', t);
    execute format('grant select, insert on records.%I to lumbung_server', t);
  end loop;
end $$;
grant update on records.agreement to lumbung_server;
