-- The books: insert-only journal and log, per organisation. Nothing here is ever updated but the head.

-- Which organisations this transaction may see: set local by whoever opened it. Nothing set, nothing seen.
-- The policies say `(… = any (…)) is true` so that they stay a filter: as a condition of an index every single look-up
-- would sort the whole list again. So each query names its organisation itself, and the policy only keeps watch.
create function ledger.organisations() returns uuid[]
language sql stable parallel safe as $$
  select coalesce(nullif(current_setting('lumbung.organisations', true), '')::uuid[], '{}')
$$;

create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'what is posted is never changed or removed: post a reversal' using errcode = '23001', constraint = 'posted_is_final';
end $$;

-- How far the organisation's log and books have come. Compared and set by every batch: two writers cannot both win.
create table ledger.head (
  organisation_id uuid not null primary key,
  version int8 not null check (version > 0),
  size int8 not null check (size >= 0),
  chain_hash bytea not null check (octet_length(chain_hash) = 32)
);

create function ledger.expect(moved int8, wanted int8) returns void language plpgsql as $$
begin
  if moved <> wanted then
    raise exception 'somebody else posted first: load again' using errcode = '40001';
  end if;
end $$;

-- Every command ever said, with its first answer: the same id and content gets it again, other content is refused.
create table ledger.command (
  organisation_id uuid not null,
  command_id uuid not null,
  content_hash bytea not null check (octet_length(content_hash) = 32),
  name text not null,
  said_by text not null,
  said_with text[] not null,
  received_at timestamptz not null,
  is_accepted bool not null,
  answer jsonb not null,
  -- Its leaves: so many, from this one on. None where it was refused, or only wrote a draft.
  first_seq int8 not null check (first_seq >= 0),
  leaves int8 not null check (leaves >= 0 and (is_accepted or leaves = 0)),
  -- Whether it was said where the members sit together; its last leaf closes the sitting. All else that moves money is read out.
  at_sitting bool not null,
  primary key (organisation_id, command_id)
);
create index sitting_closed on ledger.command (organisation_id, first_seq) where at_sitting and is_accepted;
-- Nothing is looked for by these, so nothing is counted of them: counting is dear where a column is long or never twice alike.
alter table ledger.command alter content_hash set statistics 0, alter answer set statistics 0, alter received_at set statistics 0;

create table ledger.fund (
  organisation_id uuid not null,
  fund text not null,
  unit text not null,
  nature text not null check (nature in ('divisible', 'restricted', 'indivisible')),
  is_lendable bool not null,
  opened_on date not null,
  primary key (organisation_id, fund)
);

create table ledger.account (
  organisation_id uuid not null,
  account text not null,
  fund text not null,
  class text not null check (class in ('asset', 'liability', 'equity', 'income', 'expense')),
  is_per_member bool not null,
  -- 1: the balance may not fall below zero (assets); -1: not rise above it (savings, funds); 0: no limit.
  floor_sign int4 not null check (floor_sign in (-1, 0, 1)),
  primary key (organisation_id, account),
  constraint account_is_in_a_fund foreign key (organisation_id, fund) references ledger.fund (organisation_id, fund)
);

create table ledger.period (
  organisation_id uuid not null,
  closed_through date not null,
  primary key (organisation_id, closed_through)
);

-- The log: one row a fact, its canonical text, its hash and the hash of all before it.
create table ledger.leaf (
  organisation_id uuid not null,
  seq int8 not null check (seq >= 0),
  id uuid not null,
  command_id uuid not null,
  kind text not null,
  effective_on date not null,
  recorded_at timestamptz not null,
  said_by text not null,
  member_id text,
  reverses int8,
  body text not null,
  leaf_hash bytea not null check (octet_length(leaf_hash) = 32),
  chain_hash bytea not null check (octet_length(chain_hash) = 32),
  primary key (organisation_id, seq),
  constraint reverses_an_earlier_leaf check (reverses < seq)
);
-- Of these neither; the body is looked into by a partial index alone.
alter table ledger.leaf alter id set statistics 0, alter recorded_at set statistics 0, alter body set statistics 0,
  alter leaf_hash set statistics 0, alter chain_hash set statistics 0;
-- Nearly all leaves take nothing back, and cost nothing here.
create unique index reversed_once on ledger.leaf (organisation_id, reverses) where reverses is not null;
-- A fact of any room that rests on a decision cites it: a handful among thousands (three years of practice: 122 of 9,552
-- leaves). Partial, so that a leaf which cites none costs nothing but the look at it.
create index leaf_citing_a_decision on ledger.leaf (organisation_id, seq) where body like '%"decision":"%';

-- A command and its leaves name each other: in place of a foreign key, which would ask for each leaf by itself.
create function ledger.check_leaves() returns trigger language plpgsql as $$
begin
  perform from (
    select organisation_id, command_id, min(seq) as first, max(seq) as last, count(*) as leaves
    from new_leaves group by organisation_id, command_id
  ) n
  left join ledger.command c on c.organisation_id = n.organisation_id and c.command_id = n.command_id
  where c.first_seq is distinct from n.first or c.leaves is distinct from n.leaves or n.last - n.first + 1 <> n.leaves;
  if found then
    raise exception 'leaves are those their command says' using errcode = '23503', constraint = 'leaves_of_a_command';
  end if;

  -- They come behind the last one without a gap, and the head is theirs.
  perform from (
    -- Subtracted and added here: a sum in a join would keep it from being looked up by the whole key.
    select organisation_id, min(seq) as first, min(seq) - 1 as before, max(seq) as last, max(seq) + 1 as size, count(*) as leaves
    from new_leaves group by organisation_id
  ) n
  left join ledger.head h on h.organisation_id = n.organisation_id
  left join ledger.leaf b on b.organisation_id = n.organisation_id and b.seq = n.before
  left join ledger.leaf l on l.organisation_id = n.organisation_id and l.seq = n.last
  where n.size - n.first <> n.leaves or (n.first > 0 and b.seq is null)
    or h.size is distinct from n.size or h.chain_hash is distinct from l.chain_hash;
  if found then
    raise exception 'leaves follow each other up to the head' using errcode = '23514', constraint = 'leaves_without_a_gap';
  end if;
  return null;
end $$;

create trigger leaves_keep_the_promises after insert on ledger.leaf
referencing new table as new_leaves for each statement execute function ledger.check_leaves();

-- One row a journal line: debit positive, credit negative, with the account's balance after it.
create table ledger.line (
  organisation_id uuid not null,
  account text not null,
  -- Empty on accounts of the group, so that it can stand in the key.
  member_id text not null,
  unit text not null,
  -- 1, 2, 3 … within the account and member: a gap would show.
  line_number int8 not null check (line_number > 0),
  seq int8 not null,
  fund text not null,
  effective_on date not null,
  amount int8 not null check (amount <> 0),
  balance int8 not null,
  primary key (organisation_id, account, member_id, unit, line_number)
);
alter table ledger.line alter amount set statistics 0, alter balance set statistics 0;
create index line_by_leaf on ledger.line (organisation_id, seq);

-- The control accounts: what all members' balances of an account add up to after each batch.
create table ledger.total (
  organisation_id uuid not null,
  account text not null,
  unit text not null,
  -- The last leaf of the batch that moved it.
  seq int8 not null,
  total int8 not null,
  primary key (organisation_id, account, unit, seq)
);

create function ledger.check_lines() returns trigger language plpgsql as $$
declare
  broken record;
begin
  select organisation_id, seq, unit, fund into broken
  from new_lines group by organisation_id, seq, unit, fund having sum(amount) <> 0 limit 1;
  if found then
    raise exception 'debits equal credits in every entry, per unit and fund' using errcode = '23514', constraint = 'entry_balances';
  end if;

  -- Of leaves written in this very transaction: what lies between two of them was written in it too. No line joins an older one.
  select n.organisation_id into broken
  from (select organisation_id, min(seq) as first, max(seq) as last from new_lines group by organisation_id) n
  left join ledger.leaf f on f.organisation_id = n.organisation_id and f.seq = n.first
  left join ledger.leaf l on l.organisation_id = n.organisation_id and l.seq = n.last
  where f.xmin is distinct from pg_current_xact_id()::xid or l.xmin is distinct from pg_current_xact_id()::xid
  limit 1;
  if found then
    raise exception 'a line belongs to a leaf that is written with it' using errcode = '23503', constraint = 'line_of_a_new_leaf';
  end if;

  select n.account into broken
  from (
    select organisation_id, account, fund, bool_and(member_id <> '') as is_all_members, bool_or(member_id <> '') as is_any_member,
      min(balance) as lowest, max(balance) as highest
    from new_lines group by organisation_id, account, fund
  ) n
  left join ledger.account a on a.organisation_id = n.organisation_id and a.account = n.account
  where a.account is null or a.fund <> n.fund or a.is_per_member <> n.is_all_members or a.is_per_member <> n.is_any_member
    or a.floor_sign * n.lowest < 0 or a.floor_sign * n.highest < 0
  limit 1;
  if found then
    raise exception 'a line is on a declared account and within its limit: %', broken.account using errcode = '23514', constraint = 'account_within_limit';
  end if;

  -- Each line follows the one before it: within what is posted now, and the first of each account on what stands in the books.
  select n.account into broken
  from (
    select organisation_id, account, member_id, unit, line_number, amount, balance,
      lag(line_number) over before as number_before, lag(balance) over before as balance_before,
      case when lag(line_number) over before is null then line_number - 1 end as previous_number
    -- The member first, by whom most lines are told apart.
    from new_lines window before as (partition by member_id, account, organisation_id, unit order by line_number)
  ) n
  left join lateral (
    select p.line_number, p.balance from ledger.line p
    -- A sum here would keep it from being looked up by the whole key. Without a number there is nothing to look up. Asked for
    -- as the last one, since of young tables, which nobody has counted yet, another index would look as good for one row.
    where p.organisation_id = n.organisation_id and p.account = n.account
      and p.member_id = n.member_id and p.unit = n.unit and p.line_number <= n.previous_number
    order by p.line_number desc limit 1
  ) p on true
  where coalesce(n.balance_before, p.balance, 0) + n.amount <> n.balance
    or coalesce(n.number_before, p.line_number, 0) + 1 <> n.line_number
  limit 1;
  if found then
    raise exception 'a balance is the one before and the amount: %', broken.account using errcode = '23514', constraint = 'balance_follows';
  end if;

  select n.account into broken
  from (
    select l.organisation_id, l.account, l.unit, min(l.seq) as first, sum(l.amount) as moved
    from new_lines l where l.member_id <> '' group by l.organisation_id, l.account, l.unit
  ) n
  left join lateral (
    select t.total from ledger.total t
    where t.organisation_id = n.organisation_id and t.account = n.account and t.unit = n.unit order by t.seq desc limit 1
  ) now on true
  left join lateral (
    select t.total from ledger.total t
    where t.organisation_id = n.organisation_id and t.account = n.account and t.unit = n.unit and t.seq < n.first order by t.seq desc limit 1
  ) before on true
  where now.total is null or now.total - coalesce(before.total, 0) <> n.moved limit 1;
  if found then
    raise exception 'a control account equals the sum of its members: %', broken.account using errcode = '23514', constraint = 'control_equals_members';
  end if;
  return null;
end $$;

create trigger lines_keep_the_promises after insert on ledger.line
referencing new table as new_lines for each statement execute function ledger.check_lines();

do $$
declare
  t text;
begin
  foreach t in array array['command', 'leaf', 'line', 'total', 'fund', 'account', 'period'] loop
    execute format('create trigger posted_is_final before update or delete or truncate on ledger.%I for each statement execute function ledger.refuse_change()', t);
  end loop;
  foreach t in array array['head', 'command', 'leaf', 'line', 'total', 'fund', 'account', 'period'] loop
    execute format('alter table ledger.%I enable row level security', t);
    execute format('alter table ledger.%I force row level security', t);
    execute format('create policy own_organisation on ledger.%I using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true) with check (organisation_id = any ((select ledger.organisations())::uuid[]))', t);
    execute format('grant select, insert on ledger.%I to lumbung_server', t);
  end loop;
end $$;
grant update on ledger.head to lumbung_server;

-- Which organisations there are and how far their books have come, for whoever owns the tables: a backup names each and then
-- sees one after the other, as the server does.
create policy heads_to_owner on ledger.head for select to current_user using (true);
