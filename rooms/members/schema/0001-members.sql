-- People in an organisation: memberships, offices, things held in common, where the organisation stands, and the texts
-- kept apart from the ledger.

create table members.membership (
  organisation_id uuid not null,
  member_id text not null,
  person_id uuid not null,
  -- The number she is called by and signs in with. Officials, who hold no books, have one of the same row of numbers.
  number int4 not null check (number between 1 and 999999),
  kind text not null check (kind in ('member', 'official')),
  status text not null check (status in ('active', 'left', 'died', 'moved')),
  joined_on date not null,
  ended_on date,
  -- The day the law was followed: her key and her texts are deleted after it stands here, never before.
  erased_on date,
  primary key (organisation_id, member_id),
  constraint number_is_hers_for_ever unique (organisation_id, number),
  constraint ended_has_a_day check ((status = 'active') = (ended_on is null)),
  constraint erased_after_the_end check (erased_on is null or status <> 'active')
);
create index membership_by_person on members.membership (organisation_id, person_id);

create table members.office (
  organisation_id uuid not null,
  member_id text not null,
  role text not null,
  from_on date not null,
  until_on date,
  substitute_for text,
  primary key (organisation_id, member_id, role, from_on),
  constraint office_of_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id),
  constraint term_runs_forward check (until_on is null or until_on >= from_on),
  constraint nobody_stands_in_for_herself check (substitute_for <> member_id)
);

create table members.holding (
  organisation_id uuid not null,
  thing_id uuid not null,
  kind text not null,
  held_by text,
  since date not null,
  -- How often it changed hands: the place of its last line in `handing`.
  handings int4 not null check (handings >= 0),
  status text not null check (status in ('in-use', 'given-up')),
  primary key (organisation_id, thing_id),
  constraint held_by_a_member foreign key (organisation_id, held_by) references members.membership (organisation_id, member_id)
);

-- Who gave it to whom, and who saw it.
create table members.handing (
  organisation_id uuid not null,
  thing_id uuid not null,
  place int4 not null check (place > 0),
  from_member text,
  to_member text not null,
  witness text not null,
  on_day date not null,
  primary key (organisation_id, thing_id, place),
  constraint handing_of_a_thing foreign key (organisation_id, thing_id) references members.holding (organisation_id, thing_id),
  constraint witness_is_a_third check (witness <> to_member and witness is distinct from from_member)
);

-- What the organisation is from a day on: a chapter, or one that others belong to.
create table members.level (
  organisation_id uuid not null,
  from_on date not null,
  level text not null,
  primary key (organisation_id, from_on)
);

-- Which federation a chapter asked to belong to, until when. It belongs while both this and the federation's answer last.
create table members.affiliation (
  organisation_id uuid not null,
  affiliation_id uuid not null,
  federation_id uuid not null,
  level text not null,
  asked_on date not null,
  until_on date,
  primary key (organisation_id, affiliation_id),
  constraint affiliation_runs_forward check (until_on is null or until_on >= asked_on),
  constraint not_its_own_federation check (federation_id <> organisation_id)
);
create index affiliation_by_federation on members.affiliation (federation_id);

-- The federation's answer, in its own books: a first day where it was admitted, none where it was declined.
create table members.admission (
  organisation_id uuid not null,
  chapter_id uuid not null,
  affiliation_id uuid not null,
  level text not null,
  from_on date,
  until_on date,
  primary key (organisation_id, chapter_id, affiliation_id),
  constraint admission_runs_forward check (until_on >= from_on),
  constraint admitted_or_over check (from_on is not null or until_on is not null)
);
create index admission_by_chapter on members.admission (chapter_id);

-- Where the organisation is, from a day on: the place is one of `members.place`.
create table members.placement (
  organisation_id uuid not null,
  from_on date not null,
  place_id uuid not null,
  primary key (organisation_id, from_on)
);

-- Texts of people: ciphertext only. The key of a member opens hers; member_id '' is the organisation's own key.
create table members.text (
  organisation_id uuid not null,
  about text not null,
  id text not null,
  field text not null,
  member_id text not null,
  cipher bytea not null,
  primary key (organisation_id, about, id, field)
);
create index text_by_member on members.text (organisation_id, member_id);

create table members.text_key (
  organisation_id uuid not null,
  member_id text not null,
  wrapped bytea not null,
  primary key (organisation_id, member_id)
);

do $$
declare
  t text;
begin
  foreach t in array array['membership', 'office', 'holding', 'handing', 'level', 'affiliation', 'admission', 'placement', 'text', 'text_key'] loop
    execute format('alter table members.%I enable row level security', t);
    execute format('alter table members.%I force row level security', t);
    execute format('create policy own_organisation on members.%I using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true) with check (organisation_id = any ((select ledger.organisations())::uuid[]))', t);
    execute format('grant select, insert, update on members.%I to lumbung_server', t);
  end loop;
end $$;
-- Who she is stays: shares bought name her without a foreign key.
revoke update on members.membership from lumbung_server;
grant update (person_id, number, kind, status, joined_on, ended_on, erased_on) on members.membership to lumbung_server;
revoke update on members.handing from lumbung_server;
-- Erasing a person is deleting her key and the texts it locked.
grant delete on members.text, members.text_key to lumbung_server;
