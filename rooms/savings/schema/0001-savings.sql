-- Savings: cycles of a fund, the stamps of shares bought, and the days on which a product was collected.
-- What members have is in the ledger; nothing here is money.

create table savings.cycle (
  organisation_id uuid not null,
  fund text not null,
  cycle int4 not null,
  -- What a share costs, minor units of the fund's unit.
  price int8 not null,
  opened_on date not null,
  last_bought_on date not null,
  closed_on date,
  primary key (organisation_id, fund, cycle),
  constraint cycle_of_a_fund foreign key (organisation_id, fund) references ledger.fund (organisation_id, fund),
  constraint cycles_count_from_one check (cycle > 0),
  constraint share_has_a_price check (price > 0),
  constraint cycle_runs_forward check (closed_on is null or closed_on >= opened_on)
);
create unique index one_cycle_open_per_fund on savings.cycle (organisation_id, fund) where closed_on is null;

create table savings.shares_bought (
  organisation_id uuid not null,
  -- The leaf that says so.
  seq int8 not null,
  fund text not null,
  cycle int4 not null,
  member_id text not null,
  bought_on date not null,
  shares int4 not null,
  is_taken_back bool not null,
  primary key (organisation_id, seq),
  constraint shares_are_whole check (shares > 0)
);
-- Her own stamps are looked for among those of the group, which are a few thousand in many years.
create index shares_bought_by_day on savings.shares_bought (organisation_id, fund, cycle, bought_on);

-- In place of two foreign keys, which would ask for each row by itself: a meeting buys thirty times. What they would find
-- stays: the server has no right to remove a cycle or a membership, nor to change the key of one.
create function savings.check_shares_bought() returns trigger language plpgsql as $$
begin
  perform from (select distinct organisation_id, fund, cycle from bought) b
  where not exists (
    select from savings.cycle c where c.organisation_id = b.organisation_id and c.fund = b.fund and c.cycle = b.cycle
  );
  if found then
    raise exception 'shares are bought in a cycle' using errcode = '23503', constraint = 'shares_of_a_cycle';
  end if;
  perform from (select distinct organisation_id, member_id from bought) b
  where not exists (
    select from members.membership m where m.organisation_id = b.organisation_id and m.member_id = b.member_id
  );
  if found then
    raise exception 'shares are bought by a member' using errcode = '23503', constraint = 'shares_of_a_member';
  end if;
  return null;
end $$;
create trigger shares_are_bought_right after insert on savings.shares_bought
referencing new table as bought for each statement execute function savings.check_shares_bought();
create trigger shares_stay_right after update on savings.shares_bought
referencing new table as bought for each statement execute function savings.check_shares_bought();

create table savings.collection (
  organisation_id uuid not null,
  product text not null,
  collected_on date not null,
  primary key (organisation_id, product, collected_on)
);

-- What of a member's savings comes from paper books, and through which day it settled what was due.
create table savings.brought_forward (
  organisation_id uuid not null,
  product text not null,
  member_id text not null,
  -- Minor units of the product's fund.
  amount int8 not null,
  through_on date not null,
  primary key (organisation_id, product, member_id),
  constraint brought_forward_of_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id),
  constraint something_was_brought_forward check (amount > 0)
);

do $$
declare
  t text;
begin
  foreach t in array array['cycle', 'shares_bought', 'collection', 'brought_forward'] loop
    execute format('alter table savings.%I enable row level security', t);
    execute format('alter table savings.%I force row level security', t);
    execute format('create policy own_organisation on savings.%I using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true) with check (organisation_id = any ((select ledger.organisations())::uuid[]))', t);
    execute format('grant select, insert on savings.%I to lumbung_server', t);
  end loop;
end $$;
grant update (price, opened_on, last_bought_on, closed_on) on savings.cycle to lumbung_server;
grant update (fund, cycle, member_id, bought_on, shares, is_taken_back) on savings.shares_bought to lumbung_server;
