-- Interest that was posted on members' savings, and to whom. Amounts are copies of what the leaves say; money is in the ledger.

create table savings.interest_period (
  organisation_id uuid not null,
  product text not null,
  -- The last day of the period; the next one begins the day after.
  period_end date not null,
  from_on date not null,
  unit text not null,
  posted_on date not null,
  primary key (organisation_id, product, period_end),
  constraint interest_runs_forward check (from_on <= period_end and period_end < posted_on)
);

create table savings.interest_credit (
  organisation_id uuid not null,
  -- The leaf that says so.
  seq int8 not null,
  product text not null,
  period_end date not null,
  member_id text not null,
  amount int8 not null,
  is_taken_back bool not null,
  primary key (organisation_id, seq),
  constraint interest_of_a_period foreign key (organisation_id, product, period_end)
    references savings.interest_period (organisation_id, product, period_end),
  constraint interest_of_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id),
  constraint interest_is_something check (amount > 0)
);
create index interest_by_period on savings.interest_credit (organisation_id, product, period_end);
-- Nobody gets the interest of one period twice.
create unique index interest_is_posted_once on savings.interest_credit (organisation_id, product, period_end, member_id)
  where not is_taken_back;

do $$
declare
  t text;
begin
  foreach t in array array['interest_period', 'interest_credit'] loop
    execute format('alter table savings.%I enable row level security', t);
    execute format('alter table savings.%I force row level security', t);
    execute format('create policy own_organisation on savings.%I using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true) with check (organisation_id = any ((select ledger.organisations())::uuid[]))', t);
    execute format('grant select, insert on savings.%I to lumbung_server', t);
  end loop;
end $$;
grant update (product, period_end, member_id, amount, is_taken_back) on savings.interest_credit to lumbung_server;
