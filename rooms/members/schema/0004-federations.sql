-- What a federation sees of its chapters, and a chapter of its federation: that one asked and how the other answered, a name
-- that each gave for this, and where the chapter is. Nothing else of either is shown to the other: no member, no money.

create policy shown_to_its_federation on members.affiliation for select
  using (federation_id = any ((select ledger.organisations())::uuid[]));
create policy shown_to_the_chapter on members.admission for select
  using (chapter_id = any ((select ledger.organisations())::uuid[]));

-- The same rows by other names, for the rules that decide on them: each sees through them what the policies let it.
create view members.request with (security_invoker = true) as
  select organisation_id as chapter_id, affiliation_id, federation_id, level, asked_on, until_on from members.affiliation;
create view members.answer with (security_invoker = true) as
  select organisation_id as federation_id, chapter_id, affiliation_id, level, from_on, until_on from members.admission;

-- Which organisations others may ask, and of which level they are: as its owner sees it, for everybody.
create policy level_to_owner on members.level for select to current_user using (true);
create view members.federation as
  select federation_id, level from (
    select distinct on (organisation_id) organisation_id as federation_id, level from members.level
    order by organisation_id, from_on desc
  ) latest where level <> 'chapter';

-- Until which day the organisations a transaction sees are shown this chapter's name and place; null where they never were.
create function members.shown_until(chapter uuid) returns date
language sql stable as $$
  select max(least(a.until_on, d.until_on, 'infinity'::date)) from members.affiliation a
  left join members.admission d
    on d.organisation_id = a.federation_id and d.chapter_id = a.organisation_id and d.affiliation_id = a.affiliation_id
  where a.organisation_id = chapter and a.federation_id = any ((select ledger.organisations())::uuid[])
$$;

create policy shown_to_its_federation on members.placement for select
  using (from_on <= members.shown_until(organisation_id));

-- A federation's name is for whoever was told of it, by key; a chapter's name for those it asked.
create policy shown_by_name on members.text for select using (
  member_id = '' and (
    (about = 'members.level' and organisation_id::text = any ((select members.keys())::text[]))
    or (about = 'members.affiliation' and members.shown_until(organisation_id) is not null)
  )
);
create policy shown_by_name on members.text_key for select using (
  member_id = '' and (
    organisation_id::text = any ((select members.keys())::text[]) or members.shown_until(organisation_id) is not null
  )
);

grant select on members.request, members.answer, members.federation to lumbung_server;
