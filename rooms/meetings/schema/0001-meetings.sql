-- The meeting day: when it was held, its draft while it runs, and what was counted when the box was locked.

create table meetings.meeting (
  organisation_id uuid not null,
  meeting_id uuid not null,
  number int4 not null check (number > 0),
  held_on date not null,
  status text not null check (status in ('open', 'sealed', 'abandoned')),
  opened_by text not null,
  keys_open jsonb not null,
  keys_seal jsonb not null,
  revision int4 not null check (revision >= 0),
  sealed_seq int8,
  -- Up to here of the log, what was made between meetings was read out at this one: what there was at its opening, or what
  -- was read after; and the last entry that has to be.
  read_seq int8 not null,
  unread_seq int8,
  present int4 not null check (present >= 0),
  primary key (organisation_id, meeting_id),
  constraint sealed_has_its_leaf check ((status = 'sealed') = (sealed_seq is not null)),
  constraint sealed_by_a_leaf foreign key (organisation_id, sealed_seq) references ledger.leaf (organisation_id, seq)
);
create unique index number_once on meetings.meeting (organisation_id, number) where status <> 'abandoned';
create unique index one_meeting_at_a_time on meetings.meeting (organisation_id) where status = 'open';

-- What was sealed stays as it was: only an open meeting's row changes.
create function meetings.refuse_unsealing() returns trigger language plpgsql as $$
begin
  if old.status <> 'open' then
    raise exception 'a sealed meeting is not changed: correct it in the next one' using errcode = '23001', constraint = 'sealed_is_final';
  end if;
  return new;
end $$;
create trigger sealed_is_final before update on meetings.meeting for each row execute function meetings.refuse_unsealing();

create table meetings.draft_line (
  organisation_id uuid not null,
  meeting_id uuid not null,
  line text not null,
  entry text not null,
  -- Locked under the key of the member whose line it is, or the organisation's: see `sealed` in tables.ts.
  body bytea not null,
  member_id text not null,
  written_by text not null,
  revision int4 not null,
  primary key (organisation_id, meeting_id, line),
  constraint draft_of_a_meeting foreign key (organisation_id, meeting_id) references meetings.meeting (organisation_id, meeting_id)
);
-- Nothing is looked for by it.
alter table meetings.draft_line alter body set statistics 0;

create table meetings.attendance (
  organisation_id uuid not null,
  meeting_id uuid not null,
  member_id text not null,
  mark text not null check (mark in ('present', 'late', 'absent', 'represented')),
  primary key (organisation_id, meeting_id, member_id)
);
-- In place of a foreign key, which would ask for each of thirty by itself. The server has no right to remove a meeting, nor
-- to change its key.
create function meetings.check_attendance() returns trigger language plpgsql as $$
begin
  perform from (select distinct organisation_id, meeting_id from attended) a
  where not exists (
    select from meetings.meeting m where m.organisation_id = a.organisation_id and m.meeting_id = a.meeting_id
  );
  if found then
    raise exception 'who attended, attended a meeting' using errcode = '23503', constraint = 'attended_a_meeting';
  end if;
  return null;
end $$;
create trigger attended_a_meeting after insert on meetings.attendance
referencing new table as attended for each statement execute function meetings.check_attendance();

create table meetings.closing (
  organisation_id uuid not null,
  meeting_id uuid not null,
  fund text not null,
  unit text not null,
  cash int8 not null check (cash >= 0),
  difference int8 not null,
  primary key (organisation_id, meeting_id, fund),
  constraint closing_of_a_meeting foreign key (organisation_id, meeting_id) references meetings.meeting (organisation_id, meeting_id)
);

-- What moved money apart from a meeting, or was tried and refused, and was not read out at one yet. Made while a meeting sat
-- and not read there any more, it is read at the next. From each head, so that the log is looked at behind what was read alone.
create view meetings.unread with (security_invoker = true) as
  select h.organisation_id, f.seq from ledger.head h
  cross join lateral (
    select coalesce(max(m.read_seq), -1) as seq from meetings.meeting m
    where m.organisation_id = h.organisation_id and m.status = 'sealed'
  ) r
  cross join lateral (
    select b.seq, b.command_id, b.kind from ledger.leaf b where b.organisation_id = h.organisation_id and b.seq > r.seq order by b.seq
  ) f
  join ledger.command c on c.organisation_id = h.organisation_id and c.command_id = f.command_id
  where not c.at_sitting
    and (
      f.kind = 'assembly.try-refused'
      or exists (select from ledger.line l where l.organisation_id = h.organisation_id and l.seq = f.seq)
    );

-- The same in one row: how far the log goes, and the last entry in it that is to be read out.
create view meetings.reading with (security_invoker = true) as
  select h.organisation_id as of_organisation, h.size - 1 as last_seq,
    (select max(u.seq) from meetings.unread u where u.organisation_id = h.organisation_id) as unread_seq
  from ledger.head h;

do $$
declare
  t text;
begin
  foreach t in array array['attendance', 'closing'] loop
    execute format('create trigger sealed_is_final before update or delete or truncate on meetings.%I for each statement execute function ledger.refuse_change()', t);
  end loop;
  foreach t in array array['meeting', 'draft_line', 'attendance', 'closing'] loop
    execute format('alter table meetings.%I enable row level security', t);
    execute format('alter table meetings.%I force row level security', t);
    execute format('create policy own_organisation on meetings.%I using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true) with check (organisation_id = any ((select ledger.organisations())::uuid[]))', t);
    execute format('grant select, insert on meetings.%I to lumbung_server', t);
  end loop;
end $$;
grant update (number, held_on, status, opened_by, keys_open, keys_seal, revision, sealed_seq, read_seq, unread_seq, present)
  on meetings.meeting to lumbung_server;
grant select on meetings.unread, meetings.reading to lumbung_server;
grant update, delete on meetings.draft_line to lumbung_server;
