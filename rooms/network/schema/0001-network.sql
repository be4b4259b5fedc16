-- The network: a federation's leaders, their visits to its chapters, and what each chapter lets them see and confirms.

-- In the federation's books.
create table network.charge (
  organisation_id uuid not null,
  chapter_id uuid not null,
  member_id text,
  from_on date not null,
  primary key (organisation_id, chapter_id)
);

create table network.checklist (
  organisation_id uuid not null,
  from_on date not null,
  items jsonb not null,
  primary key (organisation_id, from_on)
);

create table network.planned (
  organisation_id uuid not null,
  chapter_id uuid not null,
  month date not null,
  planned_on date not null check (date_trunc('month', planned_on)::date = month),
  primary key (organisation_id, chapter_id, month)
);

create table network.visit (
  organisation_id uuid not null,
  visit_id uuid not null,
  chapter_id uuid not null,
  member_id text not null,
  person_id uuid not null,
  held_on date not null,
  revision int4 not null check (revision > 0),
  answers jsonb not null,
  sample jsonb not null,
  primary key (organisation_id, visit_id)
);
create index visit_to_a_chapter on network.visit (chapter_id, held_on);

create table network.action (
  organisation_id uuid not null,
  action_id uuid not null,
  chapter_id uuid not null,
  visit_id uuid not null,
  due_on date not null,
  done_at uuid,
  is_withdrawn bool not null,
  primary key (organisation_id, action_id),
  constraint action_of_a_visit foreign key (organisation_id, visit_id) references network.visit (organisation_id, visit_id)
);
create index action_of_a_chapter on network.action (organisation_id, chapter_id);

-- In the chapter's books.
create table network.grant (
  organisation_id uuid not null,
  federation_id uuid not null,
  what text not null check (what in ('counts', 'repayment', 'savings', 'attendance', 'drives', 'members', 'passbooks')),
  given_on date not null,
  revoked_on date check (revoked_on >= given_on),
  primary key (organisation_id, federation_id, what)
);
create index grant_to_a_federation on network.grant (federation_id);

create table network.confirmation (
  organisation_id uuid not null,
  visit_id uuid not null,
  federation_id uuid not null,
  revision int4 not null check (revision > 0),
  member_id text not null,
  confirmed_on date not null,
  primary key (organisation_id, visit_id)
);
create index confirmation_to_a_federation on network.confirmation (federation_id);

do $$
declare
  t text;
begin
  foreach t in array array['charge', 'checklist', 'planned', 'visit', 'action', 'grant', 'confirmation'] loop
    execute format('alter table network.%I enable row level security', t);
    execute format('alter table network.%I force row level security', t);
    execute format('create policy own_organisation on network.%I using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true) with check (organisation_id = any ((select ledger.organisations())::uuid[]))', t);
    execute format('grant select, insert, update on network.%I to lumbung_server', t);
  end loop;
end $$;

-- The two sides show each other this and no more: a visit to the chapter that was visited, a grant and a confirmation to the
-- federation they are for.
create policy shown_to_the_chapter on network.visit for select
  using (chapter_id = any ((select ledger.organisations())::uuid[]));
create policy shown_to_the_chapter on network.action for select
  using (chapter_id = any ((select ledger.organisations())::uuid[]));
create policy shown_to_its_federation on network.grant for select
  using (federation_id = any ((select ledger.organisations())::uuid[]));
create policy shown_to_its_federation on network.confirmation for select
  using (federation_id = any ((select ledger.organisations())::uuid[]));

-- The same rows by other names, for the rules that decide on them: each sees through them what the policies let it.
create view network.received with (security_invoker = true) as
  select organisation_id as federation_id, visit_id, chapter_id, member_id, person_id, held_on, revision, answers, sample from network.visit;
create view network.granted with (security_invoker = true) as
  select organisation_id as chapter_id, federation_id, what, given_on, revoked_on from network.grant;
create view network.confirmed with (security_invoker = true) as
  select organisation_id as chapter_id, visit_id, federation_id, revision, member_id, confirmed_on from network.confirmation;
grant select on network.received, network.granted, network.confirmed to lumbung_server;
