-- How a member wants to be reminded of her instalments. Who never chose has no row and is reminded on her own page.

create table loans.reminder (
  organisation_id uuid not null,
  member_id text not null,
  way text not null,
  chosen_on date not null,
  primary key (organisation_id, member_id),
  constraint reminder_of_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id),
  constraint reminder_in_a_known_way check (way in ('page', 'slip', 'passbook', 'off'))
);

create trigger reminders_never_go before delete or truncate on loans.reminder
for each statement execute function ledger.refuse_change();

alter table loans.reminder enable row level security;
alter table loans.reminder force row level security;
create policy own_organisation on loans.reminder using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true) with check (organisation_id = any ((select ledger.organisations())::uuid[]));
grant select, insert, update on loans.reminder to lumbung_server;
