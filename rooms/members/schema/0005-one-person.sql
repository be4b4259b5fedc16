-- One person in several groups, shown to be so by herself: a code she is shown in one and types in the other.

-- Belongs to no organisation because it goes from one to the other. Seen by the hash of the code.
create table members.recognition (
  code_hash text primary key check (code_hash ~ '^[0-9a-f]{64}$'),
  -- The group she was signed in to when it was shown, and who she is there.
  shown_in uuid not null,
  shown_by text not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
alter table members.recognition enable row level security;
alter table members.recognition force row level security;
create policy by_key on members.recognition using (code_hash = any ((select members.keys())::text[]));
create policy sweep on members.recognition for delete using (expires_at < now());
grant select, insert, update, delete on members.recognition to lumbung_server;

-- Which other groups a member of this one showed to be hers. For her alone, and only as long as her secrets here are her own
-- doing: it goes when officers give her a new PIN, who could open it.
create table members.other_group (
  organisation_id uuid not null,
  member_id text not null,
  other_organisation uuid not null,
  other_member text not null,
  proven_at timestamptz not null,
  primary key (organisation_id, member_id, other_organisation),
  constraint other_group_of_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id),
  constraint another_group check (other_organisation <> organisation_id)
);
alter table members.other_group enable row level security;
alter table members.other_group force row level security;
create policy own_organisation on members.other_group
  using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true)
  with check (organisation_id = any ((select ledger.organisations())::uuid[]));
grant select, insert, update, delete on members.other_group to lumbung_server;
