-- What was decided together, and the rules in force from a day on.

create table assembly.organisation (
  organisation_id uuid not null,
  part text not null check (part = 'organisation'),
  template text not null,
  unit text not null,
  language text not null,
  is_practice bool not null,
  founded_on date not null,
  primary key (organisation_id, part)
);

create table assembly.decision (
  organisation_id uuid not null,
  decision_id uuid not null,
  question text not null,
  about text not null,
  decided_on date not null,
  meeting_id uuid,
  -- What that meeting is called by.
  meeting_number int4 check (meeting_number > 0),
  votes_for int4 not null check (votes_for >= 0),
  votes_against int4 not null check (votes_against >= 0),
  abstaining int4 not null check (abstaining >= 0),
  is_carried bool not null,
  -- What was decided, exactly, where a thing follows from it.
  value jsonb,
  is_used bool not null,
  primary key (organisation_id, decision_id),
  constraint meeting_is_called_by_its_number check ((meeting_id is null) = (meeting_number is null))
);

-- The day of the meeting that was sealed last: no rule begins on it or before.
create table assembly.sealed_through (
  organisation_id uuid not null,
  part text not null check (part = 'meetings'),
  held_on date not null,
  -- The leaf of its seal, whose chain hash is the code in everybody's book.
  sealed_seq int8 not null,
  primary key (organisation_id, part)
);

-- A statement of the whole group for a bank or an agency, by a decision of its members.
create table assembly.group_statement (
  organisation_id uuid not null,
  statement_id uuid not null,
  decision_id uuid not null,
  from_on date not null,
  issued_on date not null check (issued_on >= from_on),
  until_on date not null check (until_on >= issued_on),
  members int4 not null check (members >= 0),
  issued_seq int8 not null,
  taken_back_on date check (taken_back_on >= issued_on),
  primary key (organisation_id, statement_id),
  constraint one_statement_a_decision unique (organisation_id, decision_id)
);

create table assembly.rule (
  organisation_id uuid not null,
  rule text not null,
  version int4 not null check (version > 0),
  from_on date not null,
  value jsonb not null,
  decision_id uuid,
  primary key (organisation_id, rule, version)
);

create trigger rules_are_only_added before update or delete or truncate on assembly.rule
for each statement execute function ledger.refuse_change();

do $$
declare
  t text;
begin
  foreach t in array array['organisation', 'decision', 'rule', 'sealed_through', 'group_statement'] loop
    execute format('alter table assembly.%I enable row level security', t);
    execute format('alter table assembly.%I force row level security', t);
    execute format('create policy own_organisation on assembly.%I using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true) with check (organisation_id = any ((select ledger.organisations())::uuid[]))', t);
    execute format('grant select, insert on assembly.%I to lumbung_server', t);
  end loop;
end $$;
grant update on assembly.organisation, assembly.decision, assembly.sealed_through, assembly.group_statement to lumbung_server;
