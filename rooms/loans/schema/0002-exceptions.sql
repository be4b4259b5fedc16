-- Loans above what the members lend to one of them: asked for with a reason, allowed by a vote of its own. The reason is
-- a text of the member.

create table loans.exception (
  organisation_id uuid not null,
  loan_id uuid not null,
  member_id text not null,
  fund text not null,
  unit text not null,
  -- What was asked for, what the rule left her, and which part of the fund she would owe, in percent.
  amount int8 not null,
  allowed int8 not null,
  share_percent int4 not null,
  limit_percent int4 not null,
  status text not null,
  asked_on date not null,
  granted_amount int8,
  granted_on date,
  approved_by text,
  decision_id uuid,
  primary key (organisation_id, loan_id),
  constraint exception_for_a_loan foreign key (organisation_id, loan_id) references loans.loan (organisation_id, loan_id),
  constraint exception_for_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id),
  constraint exception_out_of_a_fund foreign key (organisation_id, fund) references ledger.fund (organisation_id, fund),
  constraint exception_approved_by_a_member foreign key (organisation_id, approved_by) references members.membership (organisation_id, member_id),
  constraint exception_cites_its_decision foreign key (organisation_id, decision_id) references assembly.decision (organisation_id, decision_id),
  constraint exception_is_asked_or_granted check (status in ('asked', 'granted', 'taken-back')),
  constraint exception_is_above_the_limit check (amount > allowed and allowed >= 0 and share_percent >= 0 and limit_percent between 0 and 100),
  constraint exception_granted_by_vote check (
    (status = 'granted') = (granted_amount is not null)
    and (granted_amount is null) = (granted_on is null)
    and (granted_amount is null) = (approved_by is null)
    and (granted_amount is null) = (decision_id is null)
    and (approved_by is null or approved_by <> member_id)
    and (granted_amount is null or granted_amount between 1 and amount)
  )
);

create trigger exceptions_never_go before delete or truncate on loans.exception
for each statement execute function ledger.refuse_change();

alter table loans.exception enable row level security;
alter table loans.exception force row level security;
create policy own_organisation on loans.exception using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true) with check (organisation_id = any ((select ledger.organisations())::uuid[]));
grant select, insert, update on loans.exception to lumbung_server;
