-- What of a member's savings is kept for something she stands good for, as a loan: she has it, and cannot take it out.

create table savings.hold (
  organisation_id uuid not null,
  -- The loan. It stands in a room above, so nothing here leads to it.
  held_for uuid not null,
  member_id text not null,
  account text not null,
  unit text not null,
  -- What is kept now; nothing once it is let go.
  amount int8 not null,
  primary key (organisation_id, held_for, member_id, account),
  constraint hold_of_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id),
  constraint hold_in_an_account foreign key (organisation_id, account) references ledger.account (organisation_id, account),
  constraint hold_is_not_below_zero check (amount >= 0)
);
create index hold_by_member on savings.hold (organisation_id, member_id);

create trigger holds_never_go before delete or truncate on savings.hold
for each statement execute function ledger.refuse_change();

alter table savings.hold enable row level security;
alter table savings.hold force row level security;
create policy own_organisation on savings.hold using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true) with check (organisation_id = any ((select ledger.organisations())::uuid[]));
grant select, insert, update on savings.hold to lumbung_server;
