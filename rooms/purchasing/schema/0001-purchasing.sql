-- Joint purchases: what is ordered, how much each wants of it, what came, and what is whose part. The money is in the
-- ledger, in accounts of each purchase; amounts here are copies of what the leaves say. Names are texts.

create table purchasing.purchase (
  organisation_id uuid not null,
  purchase_id uuid not null,
  -- Its accounts bear it: "purchase-clearing.p3/loan".
  number int4 not null check (number > 0),
  fund text not null,
  unit text not null,
  status text not null,
  split text not null,
  order_by date not null,
  planned_on date not null,
  planned_costs int8 not null check (planned_costs >= 0),
  actual_costs int8 check (actual_costs >= 0),
  decision_id uuid,
  agreed int8 check (agreed > 0),
  bill_decision_id uuid,
  bill int8 check (bill >= 0),
  received_on date,
  received_seq int8,
  closed_on date,
  primary key (organisation_id, purchase_id),
  constraint purchase_number_is_its_own unique (organisation_id, number),
  constraint purchase_of_a_fund foreign key (organisation_id, fund) references ledger.fund (organisation_id, fund),
  constraint purchase_cites_its_decision foreign key (organisation_id, decision_id) references assembly.decision (organisation_id, decision_id),
  constraint bill_cites_its_decision foreign key (organisation_id, bill_decision_id) references assembly.decision (organisation_id, decision_id),
  constraint purchase_goes_its_way check (status in ('open', 'agreed', 'received', 'closed', 'cancelled')),
  constraint costs_are_split_by check (split in ('quantity', 'value', 'equally')),
  constraint agreed_by_decision check (
    (agreed is null) = (decision_id is null) and (agreed is not null or status in ('open', 'cancelled'))
  ),
  constraint received_with_its_bill check (
    (status in ('received', 'closed')) = (bill is not null)
    and (bill is null) = (received_on is null)
    and (bill is null) = (received_seq is null)
    and (bill is null) = (actual_costs is null)
  ),
  constraint closed_on_a_day check ((status = 'closed') = (closed_on is not null))
);

create table purchasing.item (
  organisation_id uuid not null,
  purchase_id uuid not null,
  item int4 not null check (item > 0),
  unit_of_measure text not null,
  price int8 not null check (price > 0),
  received int8 check (received >= 0),
  amount int8 check (amount >= 0),
  primary key (organisation_id, purchase_id, item),
  constraint item_of_a_purchase foreign key (organisation_id, purchase_id) references purchasing.purchase (organisation_id, purchase_id),
  constraint received_for_an_amount check ((received is null) = (amount is null))
);

create table purchasing.commitment (
  organisation_id uuid not null,
  purchase_id uuid not null,
  item int4 not null,
  member_id text not null,
  quantity int8 not null check (quantity >= 0),
  primary key (organisation_id, purchase_id, item, member_id),
  constraint commitment_to_an_item foreign key (organisation_id, purchase_id, item) references purchasing.item (organisation_id, purchase_id, item),
  constraint commitment_of_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id)
);
create index commitment_by_member on purchasing.commitment (organisation_id, member_id);

create table purchasing.allocation (
  organisation_id uuid not null,
  purchase_id uuid not null,
  member_id text not null,
  -- What she gets, by item.
  allotted jsonb not null,
  goods int8 not null check (goods >= 0),
  costs int8 not null check (costs >= 0),
  -- The leaf that charged her; null where it was taken back.
  charged_seq int8,
  handed_out_on date,
  primary key (organisation_id, purchase_id, member_id),
  constraint allocation_of_a_purchase foreign key (organisation_id, purchase_id) references purchasing.purchase (organisation_id, purchase_id),
  constraint allocation_to_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id),
  constraint nothing_handed_out_that_was_not_charged check (handed_out_on is null or charged_seq is not null)
);

do $$
declare
  t text;
begin
  foreach t in array array['purchase', 'item', 'commitment', 'allocation'] loop
    execute format('create trigger %I_never_goes before delete or truncate on purchasing.%I for each statement execute function ledger.refuse_change()', t, t);
    execute format('alter table purchasing.%I enable row level security', t);
    execute format('alter table purchasing.%I force row level security', t);
    execute format('create policy own_organisation on purchasing.%I using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true) with check (organisation_id = any ((select ledger.organisations())::uuid[]))', t);
    execute format('grant select, insert, update on purchasing.%I to lumbung_server', t);
  end loop;
end $$;
