-- What a member allowed to be handed to somebody outside, until when. To whom is a text under her key.

create table members.consent (
  organisation_id uuid not null,
  consent_id uuid not null,
  member_id text not null,
  purpose text not null check (purpose in ('statement')),
  given_on date not null,
  -- The last day it holds.
  until_on date not null check (until_on >= given_on),
  withdrawn_on date check (withdrawn_on >= given_on),
  primary key (organisation_id, consent_id)
);
create index consent_of_a_member on members.consent (organisation_id, member_id);

alter table members.consent enable row level security;
alter table members.consent force row level security;
create policy own_organisation on members.consent
  using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true)
  with check (organisation_id = any ((select ledger.organisations())::uuid[]));
grant select, insert, update on members.consent to lumbung_server;
