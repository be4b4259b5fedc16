-- What was tried and refused, where the members are to hear of it. No amount is in it. The id is that of the refused command.

create table assembly.refused_try (
  organisation_id uuid not null,
  try_id uuid not null,
  refusal text not null,
  command text not null,
  tried_on date not null,
  tried_by text not null,
  -- The member it was for, where there is one.
  about text,
  noted_seq int8 not null,
  primary key (organisation_id, try_id),
  constraint noted_by_a_leaf foreign key (organisation_id, noted_seq) references ledger.leaf (organisation_id, seq),
  constraint try_is_a_command foreign key (organisation_id, try_id) references ledger.command (organisation_id, command_id),
  constraint tried_by_a_member foreign key (organisation_id, tried_by) references members.membership (organisation_id, member_id),
  constraint tried_for_a_member foreign key (organisation_id, about) references members.membership (organisation_id, member_id)
);
-- Tried again for the same member on the same day, or by the same one alone, it is told once.
create unique index told_once on assembly.refused_try
  (organisation_id, refusal, tried_on, (coalesce(about, tried_by || ' ' || command)));

create trigger tries_stay before update or delete or truncate on assembly.refused_try
for each statement execute function ledger.refuse_change();

alter table assembly.refused_try enable row level security;
alter table assembly.refused_try force row level security;
create policy own_organisation on assembly.refused_try using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true) with check (organisation_id = any ((select ledger.organisations())::uuid[]));
grant select, insert on assembly.refused_try to lumbung_server;
