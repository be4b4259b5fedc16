-- The orderly end of a group: one row once its members decided so, and what became of each fund and of what each member had.
create table dissolution.winding_up (
  organisation_id uuid not null,
  part text not null check (part = 'group'),
  status text not null check (status in ('winding-up', 'called-off', 'closed')),
  decision_id uuid not null,
  receiver text not null check (receiver in ('federation', 'community', 'like-body', 'state')),
  begun_on date not null,
  closed_on date,
  primary key (organisation_id, part),
  constraint wound_up_by_a_decision foreign key (organisation_id, decision_id) references assembly.decision (organisation_id, decision_id),
  constraint closed_on_a_day check ((status = 'closed') = (closed_on is not null))
);

create table dissolution.fund_part (
  organisation_id uuid not null,
  fund text not null,
  unit text not null,
  -- Null of a fund that is never divided: then no member gets anything of it.
  distributed_on date,
  to_members int8 not null check (to_members >= 0),
  transferred int8 check (transferred >= 0),
  primary key (organisation_id, fund),
  constraint part_of_a_fund foreign key (organisation_id, fund) references ledger.fund (organisation_id, fund),
  constraint members_only_of_what_is_divided check (distributed_on is not null or to_members = 0)
);

create table dissolution.member_part (
  organisation_id uuid not null,
  fund text not null,
  member_id text not null,
  unit text not null,
  savings int8 not null check (savings >= 0),
  capital int8 not null check (capital >= 0),
  set_off int8 not null check (set_off >= 0),
  payout int8 not null check (payout >= 0),
  primary key (organisation_id, fund, member_id),
  constraint part_in_a_fund foreign key (organisation_id, fund) references ledger.fund (organisation_id, fund),
  constraint part_of_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id)
);
create index member_part_by_member on dissolution.member_part (organisation_id, member_id);

-- What belongs to all and what is kept for a purpose is no member's, in the database too.
create function dissolution.only_what_is_divided() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from ledger.fund f
    where f.organisation_id = new.organisation_id and f.fund = new.fund and f.nature <> 'divisible'
  ) then
    raise exception 'no member gets anything of the fund %', new.fund using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger member_part_of_divisible_fund before insert or update on dissolution.member_part
  for each row execute function dissolution.only_what_is_divided();

do $$
declare
  t text;
begin
  foreach t in array array['winding_up', 'fund_part', 'member_part'] loop
    execute format('alter table dissolution.%I enable row level security', t);
    execute format('alter table dissolution.%I force row level security', t);
    execute format('create policy own_organisation on dissolution.%I using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true) with check (organisation_id = any ((select ledger.organisations())::uuid[]))', t);
    execute format('grant select, insert on dissolution.%I to lumbung_server', t);
  end loop;
end $$;
grant update on dissolution.winding_up, dissolution.fund_part to lumbung_server;
