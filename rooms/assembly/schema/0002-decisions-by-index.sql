-- What came of a decision stands in leaves of all rooms, and its meeting's number in another one: a handful among
-- thousands. With these the page of decisions reads those few and not the whole log (three years of practice: 122 of
-- 9,552 leaves). Partial, so that a leaf which is neither costs nothing but the look at it.
create index leaf_citing_a_decision on ledger.leaf (organisation_id, seq)
where kind <> 'assembly.decided' and body like '%"decision":"%';
create index leaf_opening_a_meeting on ledger.leaf (organisation_id, seq) where kind = 'meetings.opened';
