-- Calls for help and what members offer. Nothing of them is money; words of hers, and of who offers, lie under their keys.

create table aid.call (
  organisation_id uuid not null,
  call_id uuid not null,
  member_id text not null,
  need text not null check (need in ('illness', 'birth', 'death', 'flood', 'fire', 'hunger', 'care', 'other')),
  is_anonymous bool not null,
  consent text not null check (consent in ('herself', 'witnessed')),
  first_officer text,
  second_officer text,
  called_on date not null,
  ends_on date not null,
  status text not null check (status in ('open', 'helped', 'taken-back')),
  ended_on date,
  primary key (organisation_id, call_id),
  constraint call_of_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id),
  constraint call_with_an_officer foreign key (organisation_id, first_officer) references members.membership (organisation_id, member_id),
  constraint call_with_a_second foreign key (organisation_id, second_officer) references members.membership (organisation_id, member_id),
  constraint officers_of_a_call_are_others check (first_officer <> member_id and second_officer <> member_id and first_officer <> second_officer),
  constraint second_after_the_first check (second_officer is null or first_officer is not null),
  -- Where she did not say it herself, two saw her sign.
  constraint call_with_her_consent check (consent = 'herself' or second_officer is not null),
  constraint call_for_some_weeks check (ends_on >= called_on and ends_on <= called_on + 31),
  constraint call_ended_on_a_day check ((status = 'open') = (ended_on is null) and ended_on >= called_on)
);
create index call_open on aid.call (organisation_id, ends_on) where status = 'open';
create index call_by_member on aid.call (organisation_id, member_id);

create table aid.call_offer (
  organisation_id uuid not null,
  offer_id uuid not null,
  call_id uuid not null,
  member_id text not null,
  kind text not null check (kind in ('time', 'food', 'money', 'place', 'transport', 'care', 'things', 'other')),
  offered_on date not null,
  withdrawn_on date,
  primary key (organisation_id, offer_id),
  constraint offer_for_a_call foreign key (organisation_id, call_id) references aid.call (organisation_id, call_id),
  constraint offer_of_a_member foreign key (organisation_id, member_id) references members.membership (organisation_id, member_id),
  constraint offer_withdrawn_after_it_was_made check (withdrawn_on >= offered_on)
);
create index offer_by_call on aid.call_offer (organisation_id, call_id);
create index offer_by_member on aid.call_offer (organisation_id, member_id);

do $$
declare
  t text;
begin
  foreach t in array array['call', 'call_offer'] loop
    execute format('alter table aid.%I enable row level security', t);
    execute format('alter table aid.%I force row level security', t);
    execute format('create policy own_organisation on aid.%I using ((organisation_id = any ((select ledger.organisations())::uuid[])) is true) with check (organisation_id = any ((select ledger.organisations())::uuid[]))', t);
    execute format('grant select, insert, update on aid.%I to lumbung_server', t);
    execute format('create trigger %I before delete or truncate on aid.%I for each statement execute function ledger.refuse_change()', t || '_never_goes', t);
  end loop;
end $$;
