-- Rotating pots: a circle of seats, each of which brings the same every round and receives one round whole.
create table pots.pot (
  organisation_id uuid not null,
  -- The code of its own fund, in which nothing else is kept.
  pot text not null,
  -- 1, 2, 3 … : the same pot begun again.
  circle int4 not null check (circle > 0),
  unit text not null,
  -- What each seat brings every round.
  amount int8 not null check (amount > 0),
  every text not null check (every in ('meeting', 'month')),
  turn text not null check (turn in ('agreed', 'lot', 'told', 'bid')),
  is_whole bool not null,
  floor_percent int4,
  commission_percent int4,
  commission_to text,
  -- As many seats as rounds.
  seats int4 not null check (seats > 1),
  -- The round that is gathered for; one more than there are once all of them received.
  round int4 not null,
  status text not null check (status in ('running', 'ended', 'ended-early', 'taken-back')),
  begun_on date not null,
  handed_on date,
  ended_on date,
  decision_id uuid not null,
  last_seq int8 not null,
  primary key (organisation_id, pot, circle),
  constraint pot_in_a_fund foreign key (organisation_id, pot) references ledger.fund (organisation_id, fund),
  constraint pot_by_a_decision foreign key (organisation_id, decision_id) references assembly.decision (organisation_id, decision_id),
  constraint pot_goes_round_once check (round between 1 and seats + 1),
  constraint pot_of_bids_has_a_floor check ((turn = 'bid') = (floor_percent is not null)),
  constraint pot_ends_or_runs check ((status = 'running') = (ended_on is null))
);
-- One circle of a pot at a time.
create unique index pot_runs_once on pots.pot (organisation_id, pot) where status = 'running';

create table pots.seat (
  organisation_id uuid not null,
  pot text not null,
  circle int4 not null,
  seat int4 not null check (seat > 0),
  member_id text not null,
  -- Since it began, whoever sat in it.
  brought int8 not null check (brought >= 0),
  received_round int4,
  primary key (organisation_id, pot, circle, seat),
  constraint seat_in_a_pot foreign key (organisation_id, pot, circle) references pots.pot (organisation_id, pot, circle),
  constraint seat_of_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id)
);
create index seat_by_member on pots.seat (organisation_id, member_id);

create table pots.round (
  organisation_id uuid not null,
  pot text not null,
  circle int4 not null,
  round int4 not null check (round > 0),
  seat int4 not null,
  -- Who sat in it then.
  member_id text not null,
  handed_on date not null,
  -- All that left the round: to her, to the others as their share, to the fund of the commission.
  handed int8 not null check (handed > 0),
  -- What she was ready to take.
  bid int8,
  -- To each other seat.
  share int8 not null check (share >= 0),
  commission int8 not null check (commission >= 0),
  is_taken_back bool not null,
  primary key (organisation_id, pot, circle, round),
  constraint round_to_a_seat foreign key (organisation_id, pot, circle, seat) references pots.seat (organisation_id, pot, circle, seat),
  constraint round_to_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id)
);
-- No seat receives twice.
create unique index seat_receives_once on pots.round (organisation_id, pot, circle, seat) where not is_taken_back;

-- The code of the meeting that was sealed last, which stands in everybody's book: lots are drawn with it.
create view pots.last_seal with (security_invoker = true) as
  select s.organisation_id as of_organisation, s.held_on, encode(f.chain_hash, 'hex') as chain_hash
  from assembly.sealed_through s
  join ledger.leaf f on f.organisation_id = s.organisation_id and f.seq = s.sealed_seq;
grant select on pots.last_seal to lumbung_server;

do $$
declare
  t text;
begin
  foreach t in array array['pot', 'seat', 'round'] loop
    execute format('alter table pots.%I enable row level security', t);
    execute format('alter table pots.%I force row level security', t);
    execute format('create policy own_organisation on pots.%I using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true) with check (organisation_id = any ((select ledger.organisations())::uuid[]))', t);
    execute format('grant select, insert, update on pots.%I to lumbung_server', t);
  end loop;
end $$;
