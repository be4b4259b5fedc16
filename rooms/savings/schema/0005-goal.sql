-- That a member saves for something of her own. What it is, how much and until when lies under her key (members.text).

create table savings.goal (
  organisation_id uuid not null,
  goal_id uuid not null,
  member_id text not null,
  set_on date not null,
  ended_on date,
  primary key (organisation_id, goal_id),
  constraint goal_of_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id),
  constraint goal_runs_forward check (ended_on >= set_on)
);
create index goal_by_member on savings.goal (organisation_id, member_id);

alter table savings.goal enable row level security;
alter table savings.goal force row level security;
create policy own_organisation on savings.goal
  using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true)
  with check (organisation_id = any ((select ledger.organisations())::uuid[]));
grant select, insert on savings.goal to lumbung_server;
grant update (member_id, set_on, ended_on) on savings.goal to lumbung_server;
