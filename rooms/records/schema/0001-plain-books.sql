-- The plain books of a koperasi: what was written, and what was done about it. The words themselves are texts of the group.

create table records.entry (
  organisation_id uuid not null,
  entry_id uuid not null,
  book text not null check (book in ('guests', 'suggestions', 'officials-advice', 'agencies-advice', 'supervisors-decisions', 'events', 'letters-in', 'letters-out')),
  happened_on date not null,
  written_on date not null,
  written_by text not null,
  given_by text,
  corrects uuid,
  corrected_by uuid,
  answers int4 not null check (answers >= 0),
  primary key (organisation_id, entry_id),
  constraint written_once_it_was check (happened_on <= written_on),
  constraint members_give_suggestions check (given_by is null or book = 'suggestions'),
  constraint corrects_another check (corrects <> entry_id and corrected_by <> entry_id),
  constraint correction_of_an_entry foreign key (organisation_id, corrects) references records.entry (organisation_id, entry_id)
);
create index entry_of_a_book on records.entry (organisation_id, book, happened_on);
-- A line has one in its place, and no more.
create unique index corrected_once on records.entry (organisation_id, corrects);

create table records.answer (
  organisation_id uuid not null,
  entry_id uuid not null,
  place int4 not null check (place > 0),
  answered_on date not null,
  done_by text not null,
  written_by text not null,
  primary key (organisation_id, entry_id, place),
  constraint answer_to_an_entry foreign key (organisation_id, entry_id) references records.entry (organisation_id, entry_id)
);

do $$
declare
  t text;
begin
  foreach t in array array['entry', 'answer'] loop
    execute format('alter table records.%I enable row level security', t);
    execute format('alter table records.%I force row level security', t);
    execute format('create policy own_organisation on records.%I using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true) with check (organisation_id = any ((select ledger.organisations())::uuid[]))', t);
    execute format('grant select, insert on records.%I to lumbung_server', t);
  end loop;
end $$;
grant update on records.entry to lumbung_server;
