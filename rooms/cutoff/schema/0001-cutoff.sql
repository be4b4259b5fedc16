-- That a group's paper books were brought in, once, and through which day.

create table cutoff.cut_off (
  organisation_id uuid not null,
  part text not null check (part = 'books'),
  through_on date not null,
  brought_in_on date not null check (brought_in_on >= through_on),
  members int4 not null check (members >= 0),
  loans int4 not null check (loans >= 0),
  primary key (organisation_id, part)
);

create trigger brought_in_is_final before update or delete or truncate on cutoff.cut_off
for each statement execute function ledger.refuse_change();
alter table cutoff.cut_off enable row level security;
alter table cutoff.cut_off force row level security;
create policy own_organisation on cutoff.cut_off
  using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true)
  with check (organisation_id = any ((select ledger.organisations())::uuid[]));
grant select, insert on cutoff.cut_off to lumbung_server;
