-- What was asked for beyond a limit of the group's rules: with a reason, which is a text of the member, and allowed by a
-- vote of its own. Of a loan it has the loan's id, of a claim the claim's; both stand in rooms above.

create table assembly.exception (
  organisation_id uuid not null,
  exception_id uuid not null,
  member_id text not null,
  thing text not null,
  -- The kind of loan, or of savings; of shares and of a claim, the fund.
  product text not null,
  unit text not null,
  amount int8 not null,
  -- Each limit by its name, with the figures of the day it was asked.
  limits jsonb not null,
  status text not null,
  asked_on date not null,
  granted_amount int8,
  granted_on date,
  approved_by text,
  decision_id uuid,
  used_on date,
  primary key (organisation_id, exception_id),
  constraint exception_for_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id),
  constraint exception_approved_by_a_member foreign key (organisation_id, approved_by) references members.membership (organisation_id, member_id),
  constraint exception_cites_its_decision foreign key (organisation_id, decision_id) references assembly.decision (organisation_id, decision_id),
  constraint exception_is_for_a_thing check (thing in ('loan', 'withdrawal', 'shares', 'claim')),
  constraint exception_is_asked_or_answered check (status in ('asked', 'granted', 'used', 'turned-down', 'dropped')),
  constraint exception_is_of_a_limit check (amount > 0 and jsonb_array_length(limits) > 0),
  constraint exception_granted_by_vote check (
    (status not in ('granted', 'used') or granted_amount is not null)
    and (status not in ('asked', 'turned-down') or granted_amount is null)
    and (granted_amount is null) = (granted_on is null)
    and (granted_amount is null) = (approved_by is null)
    and (granted_amount is null or decision_id is not null)
    and (approved_by is null or approved_by <> member_id)
    and (granted_amount is null or granted_amount between 1 and amount)
    and (status = 'used') = (used_on is not null)
  )
);
create index exception_by_member on assembly.exception (organisation_id, member_id);

create trigger exceptions_never_go before delete or truncate on assembly.exception
for each statement execute function ledger.refuse_change();

alter table assembly.exception enable row level security;
alter table assembly.exception force row level security;
create policy own_organisation on assembly.exception using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true) with check (organisation_id = any ((select ledger.organisations())::uuid[]));
grant select, insert, update on assembly.exception to lumbung_server;
