-- Who is under age, by the word of an officer: no birthday is asked. Her guardian's name is a text under her key.

create table members.minor (
  organisation_id uuid not null,
  member_id text not null,
  named_on date not null,
  of_age_on date check (of_age_on >= named_on),
  primary key (organisation_id, member_id),
  constraint minor_is_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id)
);

alter table members.minor enable row level security;
alter table members.minor force row level security;
create policy own_organisation on members.minor
  using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true)
  with check (organisation_id = any ((select ledger.organisations())::uuid[]));
grant select, insert, update on members.minor to lumbung_server;
