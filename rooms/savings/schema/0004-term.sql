-- Money that members laid down for a time, with the terms of its day. Amounts are copies of what the leaves say; money is in
-- the ledger.

create table savings.term_deposit (
  organisation_id uuid not null,
  deposit_id uuid not null,
  member_id text not null,
  product text not null,
  fund text not null,
  unit text not null,
  -- What lies there of what was laid down, and what of it was taken out in parts.
  principal int8 not null,
  withdrawn int8 not null,
  opened_on date not null,
  months int4 not null,
  matures_on date not null,
  -- Percent a year as a decimal: "6.5".
  rate text not null,
  -- 0 where all interest comes at the end, simple.
  compounding_months int4 not null,
  early text not null,
  early_percent text not null,
  -- What must stay when a part is taken out; null where it is taken out whole.
  least_left int8,
  status text not null,
  -- What was posted.
  interest int8 not null,
  interest_on date,
  closed_on date,
  primary key (organisation_id, deposit_id),
  constraint term_of_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id),
  constraint term_of_a_fund foreign key (organisation_id, fund) references ledger.fund (organisation_id, fund),
  constraint term_is_something check (principal > 0 and withdrawn >= 0 and months > 0 and matures_on > opened_on and compounding_months >= 0),
  constraint term_gives_parts_by_rule check (least_left is null and withdrawn = 0 or least_left >= 0),
  constraint term_goes_its_way check (status in ('open', 'paid-out', 'rolled-over', 'returned', 'taken-back')),
  constraint term_leaves_early_by_rule check (early in ('lower-rate', 'part-of-interest')),
  constraint term_interest_is_posted_on_a_day check (interest >= 0 and (interest = 0 or interest_on is not null)),
  constraint term_ends_on_a_day check ((status = 'open') = (closed_on is null))
);
create index term_by_member on savings.term_deposit (organisation_id, member_id);
create index term_by_status on savings.term_deposit (organisation_id, status);

alter table savings.term_deposit enable row level security;
alter table savings.term_deposit force row level security;
create policy own_organisation on savings.term_deposit
  using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true)
  with check (organisation_id = any ((select ledger.organisations())::uuid[]));
grant select, insert on savings.term_deposit to lumbung_server;
grant update (member_id, product, fund, unit, principal, withdrawn, opened_on, months, matures_on, rate, compounding_months, early,
    early_percent, least_left, status, interest, interest_on, closed_on)
  on savings.term_deposit to lumbung_server;
