-- What members do together: what it needs, who promised and did what, what it cost, and whose the rest of the money was. The
-- money is in the ledger, in accounts of each action; amounts here are copies of what the leaves say. Names are texts.

create table actions.action (
  organisation_id uuid not null,
  action_id uuid not null,
  -- Its accounts bear it: "action-advances.a3/loan".
  number int4 not null check (number > 0),
  fund text not null,
  unit text not null,
  status text not null,
  happens_on date not null,
  planned_on date not null,
  decision_id uuid,
  from_fund_max int8 check (from_fund_max >= 0),
  closed_on date,
  closed_seq int8,
  rest_decision_id uuid,
  primary key (organisation_id, action_id),
  constraint action_number_is_its_own unique (organisation_id, number),
  constraint action_of_a_fund foreign key (organisation_id, fund) references ledger.fund (organisation_id, fund),
  constraint action_cites_its_decision foreign key (organisation_id, decision_id) references assembly.decision (organisation_id, decision_id),
  constraint rest_cites_its_decision foreign key (organisation_id, rest_decision_id) references assembly.decision (organisation_id, decision_id),
  constraint action_goes_its_way check (status in ('open', 'agreed', 'closed', 'cancelled')),
  constraint agreed_on_what_the_fund_gives check (
    (from_fund_max is not null or status in ('open', 'cancelled')) and (from_fund_max is not null or decision_id is null)
  ),
  -- Nothing of the fund is given but by a decision.
  constraint fund_gives_by_decision check (decision_id is not null or coalesce(from_fund_max, 0) = 0),
  constraint closed_on_a_day check (
    (status = 'closed') = (closed_on is not null) and (closed_on is null) = (closed_seq is null)
    and (rest_decision_id is null or status = 'closed')
  )
);

create table actions.intent (
  organisation_id uuid not null,
  action_id uuid not null,
  intent int4 not null check (intent > 0),
  unit text not null,
  quantity int8 not null check (quantity > 0),
  primary key (organisation_id, action_id, intent),
  constraint intent_of_an_action foreign key (organisation_id, action_id) references actions.action (organisation_id, action_id)
);

create table actions.commitment (
  organisation_id uuid not null,
  action_id uuid not null,
  intent int4 not null,
  member_id text not null,
  quantity int8 not null check (quantity >= 0),
  primary key (organisation_id, action_id, intent, member_id),
  constraint commitment_to_an_intent foreign key (organisation_id, action_id, intent) references actions.intent (organisation_id, action_id, intent),
  constraint commitment_of_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id)
);

-- Days and things that came, in all. Money is in the ledger.
create table actions.contribution (
  organisation_id uuid not null,
  action_id uuid not null,
  intent int4 not null,
  member_id text not null,
  quantity int8 not null check (quantity >= 0),
  primary key (organisation_id, action_id, intent, member_id),
  constraint contribution_to_an_intent foreign key (organisation_id, action_id, intent) references actions.intent (organisation_id, action_id, intent),
  constraint contribution_of_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id)
);

create table actions.cost (
  organisation_id uuid not null,
  action_id uuid not null,
  cost_id uuid not null,
  amount int8 not null check (amount > 0),
  from_fund boolean not null,
  paid_on date not null,
  -- The leaf that paid it; null where it was taken back.
  paid_seq int8,
  primary key (organisation_id, action_id, cost_id),
  constraint cost_of_an_action foreign key (organisation_id, action_id) references actions.action (organisation_id, action_id)
);

-- What became of a member's money: used, given back, or left to the fund.
create table actions.settlement (
  organisation_id uuid not null,
  action_id uuid not null,
  settled_seq int8 not null,
  member_id text not null,
  brought int8 not null check (brought > 0),
  used int8 not null check (used >= 0),
  rest int8 not null check (rest >= 0),
  to_fund boolean not null,
  at_close boolean not null,
  is_taken_back boolean not null,
  primary key (organisation_id, action_id, settled_seq),
  constraint settlement_of_an_action foreign key (organisation_id, action_id) references actions.action (organisation_id, action_id),
  constraint settlement_with_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id),
  constraint brought_is_used_or_left check (brought = used + rest)
);

do $$
declare
  t text;
begin
  foreach t in array array['action', 'intent', 'commitment', 'contribution', 'cost', 'settlement'] loop
    execute format('create trigger %I_never_goes before delete or truncate on actions.%I for each statement execute function ledger.refuse_change()', t, t);
    execute format('alter table actions.%I enable row level security', t);
    execute format('alter table actions.%I force row level security', t);
    execute format('create policy own_organisation on actions.%I using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true) with check (organisation_id = any ((select ledger.organisations())::uuid[]))', t);
    execute format('grant select, insert, update on actions.%I to lumbung_server', t);
  end loop;
end $$;
