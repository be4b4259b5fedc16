-- What members subscribed of share capital. What they paid in is in the ledger.

create table savings.subscription (
  organisation_id uuid not null,
  -- The leaf that says so.
  seq int8 not null,
  product text not null,
  member_id text not null,
  unit text not null,
  shares int4 not null,
  amount int8 not null,
  -- Paid in by so many monthly instalments, the first on the day itself.
  months int4 not null,
  subscribed_on date not null,
  is_taken_back bool not null,
  primary key (organisation_id, seq),
  constraint subscription_of_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id),
  constraint subscription_is_something check (shares > 0 and amount > 0 and months > 0)
);
create index subscription_by_member on savings.subscription (organisation_id, member_id);

alter table savings.subscription enable row level security;
alter table savings.subscription force row level security;
create policy own_organisation on savings.subscription
  using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true)
  with check (organisation_id = any ((select ledger.organisations())::uuid[]));
grant select, insert on savings.subscription to lumbung_server;
grant update (product, member_id, unit, shares, amount, months, subscribed_on, is_taken_back)
  on savings.subscription to lumbung_server;
