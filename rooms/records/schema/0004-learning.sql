-- What members learned, entered for many at once; and in which public schemes a member is, by her consent. Titles are texts of the
-- group, the name of a scheme is a text under her own key.

create table records.training (
  organisation_id uuid not null,
  training_id uuid not null,
  held_on date not null,
  hours int4 not null check (hours > 0),
  recorded_on date not null check (recorded_on >= held_on),
  is_taken_back bool not null,
  primary key (organisation_id, training_id)
);

create table records.attendance (
  organisation_id uuid not null,
  training_id uuid not null,
  member_id text not null,
  primary key (organisation_id, training_id, member_id),
  constraint attendance_of_a_training foreign key (organisation_id, training_id) references records.training (organisation_id, training_id)
);
create index attendance_of_a_member on records.attendance (organisation_id, member_id);

create table records.scheme (
  organisation_id uuid not null,
  enrolment_id uuid not null,
  member_id text not null,
  since_on date not null,
  renew_on date check (renew_on > since_on),
  ended_on date check (ended_on >= since_on),
  taken_back_on date,
  primary key (organisation_id, enrolment_id)
);
create index scheme_of_a_member on records.scheme (organisation_id, member_id);

do $$
declare
  t text;
begin
  foreach t in array array['training', 'attendance', 'scheme'] loop
    execute format('alter table records.%I enable row level security', t);
    execute format('alter table records.%I force row level security', t);
    execute format('create policy own_organisation on records.%I using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true) with check (organisation_id = any ((select ledger.organisations())::uuid[]))', t);
    execute format('grant select, insert on records.%I to lumbung_server', t);
  end loop;
end $$;
grant update on records.training, records.scheme to lumbung_server;
