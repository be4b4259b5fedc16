-- That a borrower who is late was visited, by whom and when. What was found and agreed lies under her key (members.text).

create table loans.care_visit (
  organisation_id uuid not null,
  visit_id uuid not null,
  loan_id uuid not null,
  member_id text not null,
  visited_on date not null,
  visitor text not null,
  companion text,
  noted_on date not null,
  seq int8 not null,
  is_taken_back bool not null,
  primary key (organisation_id, visit_id),
  constraint care_visit_about_a_loan foreign key (organisation_id, loan_id) references loans.loan (organisation_id, loan_id),
  constraint care_visit_to_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id),
  constraint care_visit_by_a_member foreign key (organisation_id, visitor) references members.membership (organisation_id, member_id),
  constraint care_visit_with_a_member foreign key (organisation_id, companion) references members.membership (organisation_id, member_id),
  constraint care_visit_by_others check (visitor <> member_id and companion <> member_id and companion <> visitor),
  constraint care_visit_is_over check (visited_on <= noted_on)
);
create index care_visit_by_loan on loans.care_visit (organisation_id, loan_id);

create trigger care_visits_never_go before delete or truncate on loans.care_visit
for each statement execute function ledger.refuse_change();

alter table loans.care_visit enable row level security;
alter table loans.care_visit force row level security;
create policy own_organisation on loans.care_visit using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true) with check (organisation_id = any ((select ledger.organisations())::uuid[]));
grant select, insert, update on loans.care_visit to lumbung_server;
