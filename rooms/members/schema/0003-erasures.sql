-- Which organisations have decided an erasure: so that the server, which sees no organisation it does not name, can finish at
-- its start what a crash or a restored backup left. The answer is organisations and nothing of anybody.

create index erased_memberships on members.membership (organisation_id) where erased_on is not null;

-- For whoever owns the tables alone, who asks it below on the server's behalf.
create policy erased_to_owner on members.membership for select to current_user using (erased_on is not null);

create function members.organisations_with_erasures() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select distinct organisation_id from members.membership where erased_on is not null
$$;
revoke all on function members.organisations_with_erasures() from public;
grant execute on function members.organisations_with_erasures() to lumbung_server;
