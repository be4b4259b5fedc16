-- What the years of a fund left over, and where it went. Amounts are copies of what the leaves say; money is in the ledger.

create table savings.surplus_year (
  organisation_id uuid not null,
  fund text not null,
  -- The last day of the year.
  year_end date not null,
  from_on date not null,
  unit text not null,
  -- Income less expense, minor units; below zero a loss.
  surplus int8 not null,
  closed_on date not null,
  -- Of a loss, what the reserve has covered.
  covered int8 not null,
  allocated_on date,
  decision_id uuid,
  primary key (organisation_id, fund, year_end),
  constraint year_of_a_fund foreign key (organisation_id, fund) references ledger.fund (organisation_id, fund),
  constraint year_runs_forward check (from_on <= year_end and year_end < closed_on),
  constraint loss_is_covered_once check (covered >= 0 and (covered = 0 or covered <= -surplus)),
  constraint surplus_is_allocated_by_decision check ((allocated_on is null) = (decision_id is null)),
  constraint loss_is_not_allocated check (allocated_on is null or surplus > 0)
);

create table savings.surplus_part (
  organisation_id uuid not null,
  fund text not null,
  year_end date not null,
  -- As the rule has them, from 1.
  place int4 not null,
  role text not null,
  percent text not null,
  amount int8 not null,
  -- The fund it went to; null where it went to members.
  to_fund text,
  -- How many members have a part of it.
  members int4 not null,
  primary key (organisation_id, fund, year_end, place),
  constraint part_of_a_year foreign key (organisation_id, fund, year_end)
    references savings.surplus_year (organisation_id, fund, year_end),
  constraint part_of_something check (amount >= 0 and members >= 0 and (to_fund is null or members = 0))
);

create table savings.surplus_credit (
  organisation_id uuid not null,
  fund text not null,
  year_end date not null,
  member_id text not null,
  role text not null,
  amount int8 not null check (amount > 0),
  primary key (organisation_id, fund, year_end, member_id, role),
  constraint credit_of_a_year foreign key (organisation_id, fund, year_end)
    references savings.surplus_year (organisation_id, fund, year_end),
  constraint credit_of_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id)
);

do $$
declare
  t text;
begin
  foreach t in array array['surplus_year', 'surplus_part', 'surplus_credit'] loop
    execute format('alter table savings.%I enable row level security', t);
    execute format('alter table savings.%I force row level security', t);
    execute format('create policy own_organisation on savings.%I using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true) with check (organisation_id = any ((select ledger.organisations())::uuid[]))', t);
    execute format('grant select, insert on savings.%I to lumbung_server', t);
  end loop;
end $$;
grant update (from_on, unit, surplus, closed_on, covered, allocated_on, decision_id) on savings.surplus_year to lumbung_server;
