-- Loans of the members' own money: the terms they were agreed on, what was paid, and who stands for them. What is still
-- owed is not kept here: it follows from these.

create table loans.loan (
  organisation_id uuid not null,
  loan_id uuid not null,
  member_id text not null,
  fund text not null,
  unit text not null,
  product text not null,
  -- A snapshot of the product on the day of the request.
  terms jsonb not null,
  status text not null,
  requested int8 not null,
  requested_on date not null,
  approved int8,
  decision_id uuid,
  -- What ties the loans of women who borrowed together to each other.
  circle_id uuid,
  paid_out_on date,
  principal int8 not null,
  principal_paid int8 not null,
  interest_paid int8 not null,
  -- principal_paid by the repayment period it was paid in: [{"period": "1", "principal": "100"}]; by day where there are late charges.
  repaid jsonb not null,
  -- New instalments and holidays that were decided on after the pay-out, in order.
  agreed_anew jsonb not null,
  -- Savings that are kept for it, and what became of them by decision.
  pledges jsonb not null,
  written_off int8 not null,
  interest_waived int8 not null,
  recovered int8 not null,
  interest_recovered int8 not null,
  -- Sums of its fees and late charges: {"fees_paid": "100"}, {} for most.
  charges jsonb not null,
  closed_on date,
  -- The cut-off of the paper books it comes from; null for what was lent since.
  brought_forward_on date,
  primary key (organisation_id, loan_id),
  constraint loan_of_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id),
  constraint loan_out_of_a_fund foreign key (organisation_id, fund) references ledger.fund (organisation_id, fund),
  constraint loan_cites_its_decision foreign key (organisation_id, decision_id) references assembly.decision (organisation_id, decision_id),
  constraint loan_is_somewhere_in_its_life check (status in ('requested', 'approved', 'refused', 'withdrawn', 'taken-back', 'running', 'repaid', 'written-off')),
  constraint something_was_asked_for check (requested > 0),
  constraint approved_within_what_was_asked check (approved > 0 and approved <= requested),
  constraint paid_out_within_what_was_approved check (principal between 0 and coalesce(approved, requested)),
  constraint paid_out_by_decision check (
    (status in ('running', 'repaid', 'written-off')) = (paid_out_on is not null)
    and (paid_out_on is null) = (principal = 0)
    and (paid_out_on is null or (
      paid_out_on >= requested_on
      -- Of what is brought forward the decision stands in the paper books.
      and (decision_id is not null or (brought_forward_on is not null and brought_forward_on >= paid_out_on))
    ))
  ),
  constraint approved_by_decision check (status <> 'approved' or (approved is not null and decision_id is not null)),
  constraint nothing_paid_is_below_zero check (principal_paid >= 0 and interest_paid >= 0 and written_off >= 0 and interest_waived >= 0),
  constraint principal_ends_at_zero check (principal_paid + written_off <= principal),
  constraint ended_with_nothing_owed check (status not in ('repaid', 'written-off') or principal_paid + written_off = principal),
  constraint written_off_openly check (case when status = 'written-off' then written_off + interest_waived > 0 or charges <> '{}' else written_off + interest_waived = 0 end),
  constraint recovered_within_the_claim check (recovered between 0 and written_off and interest_recovered between 0 and interest_waived),
  constraint ended_on_a_day check ((closed_on is not null) = (status in ('refused', 'withdrawn', 'repaid', 'written-off')))
)
-- Every instalment writes its row anew: room beside it keeps the indexes out of that.
with (fillfactor = 50);
-- Nothing is looked for by these.
alter table loans.loan alter terms set statistics 0, alter repaid set statistics 0, alter agreed_anew set statistics 0,
  alter charges set statistics 0, alter pledges set statistics 0;
create index loan_by_member on loans.loan (organisation_id, member_id);
create index loan_by_circle on loans.loan (organisation_id, circle_id) where circle_id is not null;
create index loan_by_status on loans.loan (organisation_id, status);

create table loans.guarantor (
  organisation_id uuid not null,
  loan_id uuid not null,
  member_id text not null,
  is_taken_back bool not null,
  primary key (organisation_id, loan_id, member_id),
  constraint guarantor_of_a_loan foreign key (organisation_id, loan_id) references loans.loan (organisation_id, loan_id),
  constraint guarantor_is_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id)
);
create index guarantor_by_member on loans.guarantor (organisation_id, member_id);

create trigger guarantors_never_go before delete or truncate on loans.guarantor
for each statement execute function ledger.refuse_change();

do $$
declare
  t text;
begin
  foreach t in array array['loan', 'guarantor'] loop
    execute format('alter table loans.%I enable row level security', t);
    execute format('alter table loans.%I force row level security', t);
    execute format('create policy own_organisation on loans.%I using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true) with check (organisation_id = any ((select ledger.organisations())::uuid[]))', t);
    execute format('grant select, insert on loans.%I to lumbung_server', t);
  end loop;
end $$;
grant update on loans.loan, loans.guarantor to lumbung_server;
