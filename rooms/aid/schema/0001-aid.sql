-- Mutual aid: who is in which fund, claims and how they were checked and paid, levies, help by decision.
-- The money is in the ledger; amounts here are what is due, minor units of the fund's unit.

create table aid.enrolment (
  organisation_id uuid not null,
  fund text not null,
  member_id text not null,
  enrolled_on date not null,
  status text not null,
  -- Equal contributions brought since she enrolled; levies and the entry fee are not in it.
  paid int8 not null,
  warned_on date,
  lapsed_on date,
  -- How each beneficiary is related to her, first to last; the names are texts under her key.
  kinship jsonb not null,
  -- Where her band of ages began when she enrolled; when she was born is a text under her key.
  age_from int4,
  -- The relatives she named, with how they are related; their names are texts under her key.
  dependants jsonb not null,
  primary key (organisation_id, fund, member_id),
  constraint enrolment_of_a_fund foreign key (organisation_id, fund) references ledger.fund (organisation_id, fund),
  constraint enrolment_of_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id),
  constraint enrolment_is_active_lapsed_or_left check (status in ('active', 'lapsed', 'left')),
  constraint nothing_is_paid_below_zero check (paid >= 0),
  -- Nobody falls out unwarned, and it is known when.
  constraint lapsed_after_a_warning check (status <> 'lapsed' or (lapsed_on is not null and warned_on is not null and warned_on < lapsed_on))
);

create table aid.claim (
  organisation_id uuid not null,
  claim_id uuid not null,
  fund text not null,
  member_id text not null,
  event text not null check (event in ('death', 'illness', 'disaster', 'birth')),
  who text not null check (who in ('herself', 'spouse', 'child', 'parent')),
  happened_on date not null,
  reported_on date not null,
  is_accident bool not null,
  dependant int4,
  age_from int4,
  status text not null check (status in ('reported', 'checked', 'paid-in-part', 'paid', 'taken-back')),
  first_checker text,
  second_checker text,
  checked_on date,
  benefit int8,
  first_part int8,
  paid int8 not null,
  first_paid_on date,
  levy_due_on date,
  -- Each payment with what of it paid loans and how who received it is related to her; the names are texts under her key.
  payments jsonb not null,
  -- What it was used for is a text under her key; here is only that it was told.
  use_told_on date,
  primary key (organisation_id, claim_id),
  constraint claim_on_a_fund foreign key (organisation_id, fund) references ledger.fund (organisation_id, fund),
  constraint claim_of_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id),
  constraint reported_after_it_happened check (reported_on >= happened_on),
  constraint checked_by_two_others check (
    (checked_on is null and first_checker is null and second_checker is null)
    or (checked_on is not null and first_checker <> second_checker and first_checker <> member_id and second_checker <> member_id)
  ),
  constraint paid_only_when_checked check (paid = 0 or checked_on is not null),
  constraint benefit_not_below_zero check (benefit >= 0 and first_part between 0 and benefit),
  constraint never_more_than_the_benefit check (paid >= 0 and (benefit is null or paid <= benefit)),
  constraint paid_has_a_day check ((paid > 0) = (first_paid_on is not null)),
  constraint a_relative_is_not_herself check (dependant is null or who <> 'herself'),
  constraint use_is_told_of_what_was_paid check (use_told_on is null or first_paid_on is not null)
);
create index claim_by_member on aid.claim (organisation_id, member_id);
create index claim_by_fund on aid.claim (organisation_id, fund);

create table aid.levy (
  organisation_id uuid not null,
  claim_id uuid not null,
  member_id text not null,
  fund text not null,
  amount int8 not null,
  paid int8 not null,
  due_on date not null,
  is_raised bool not null,
  primary key (organisation_id, claim_id, member_id),
  constraint levy_for_a_claim foreign key (organisation_id, claim_id) references aid.claim (organisation_id, claim_id),
  constraint levy_on_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id),
  constraint never_more_than_the_levy check (amount >= 0 and paid between 0 and amount)
);
create index levy_by_member on aid.levy (organisation_id, fund, member_id);

create table aid.grant_given (
  organisation_id uuid not null,
  decision_id uuid not null,
  fund text not null,
  member_id text not null,
  amount int8 not null,
  granted_on date not null,
  is_taken_back bool not null,
  -- What it was used for is a text under her key; here is only that it was told.
  use_told_on date,
  primary key (organisation_id, decision_id),
  constraint grant_by_a_decision foreign key (organisation_id, decision_id) references assembly.decision (organisation_id, decision_id),
  constraint grant_of_a_fund foreign key (organisation_id, fund) references ledger.fund (organisation_id, fund),
  constraint grant_to_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id),
  constraint grant_gives_something check (amount > 0),
  constraint use_is_told_of_what_was_granted check (use_told_on is null or (use_told_on >= granted_on and not is_taken_back))
);

create table aid.contribution_day (
  organisation_id uuid not null,
  fund text not null,
  collected_on date not null,
  primary key (organisation_id, fund, collected_on)
);

-- A time in which places in a fund are offered. Who declined is written nowhere.
create table aid.drive (
  organisation_id uuid not null,
  drive_id uuid not null,
  fund text not null,
  began_on date not null,
  ends_on date not null,
  target int4 not null check (target > 0),
  offered int4 not null,
  declined int4 not null,
  primary key (organisation_id, drive_id),
  constraint drive_for_a_fund foreign key (organisation_id, fund) references ledger.fund (organisation_id, fund),
  constraint ends_after_it_began check (ends_on >= began_on),
  constraint who_declined_was_offered check (declined between 0 and offered)
);

do $$
declare
  t text;
begin
  foreach t in array array['enrolment', 'claim', 'levy', 'grant_given', 'contribution_day', 'drive'] loop
    execute format('alter table aid.%I enable row level security', t);
    execute format('alter table aid.%I force row level security', t);
    execute format('create policy own_organisation on aid.%I using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true) with check (organisation_id = any ((select ledger.organisations())::uuid[]))', t);
    execute format('grant select, insert, update on aid.%I to lumbung_server', t);
  end loop;
end $$;
