-- What the group learned where it wrote a loan off. The words are texts of the group; a later row stands in place of an earlier one.

create table records.lesson (
  organisation_id uuid not null,
  loan_id uuid not null,
  place int4 not null check (place > 0),
  cause text not null check (cause in ('death', 'illness', 'harvest', 'business', 'calamity', 'moved-away', 'lent-too-much', 'not-visited', 'dispute', 'other')),
  written_on date not null,
  written_by text not null,
  primary key (organisation_id, loan_id, place),
  constraint lesson_of_a_loan foreign key (organisation_id, loan_id) references loans.loan (organisation_id, loan_id)
);

alter table records.lesson enable row level security;
alter table records.lesson force row level security;
create policy own_organisation on records.lesson
  using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true)
  with check (organisation_id = any ((select ledger.organisations())::uuid[]));
grant select, insert on records.lesson to lumbung_server;
