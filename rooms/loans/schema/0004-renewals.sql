-- A loan that is paid off out of a new one: which it is, and which took its place. Both may be written in one transaction, in
-- whichever order.

alter table loans.loan
  add column renews uuid,
  add column renewed_by uuid,
  -- What was late of the loan it paid off, and of those before that one.
  add column renewed_late int8 not null default 0,
  add constraint renews_a_loan foreign key (organisation_id, renews) references loans.loan (organisation_id, loan_id) deferrable initially deferred,
  add constraint renewed_by_a_loan foreign key (organisation_id, renewed_by) references loans.loan (organisation_id, loan_id) deferrable initially deferred,
  add constraint renews_another check (renews <> loan_id and renewed_by <> loan_id),
  add constraint renewed_means_repaid check (renewed_by is null or status = 'repaid'),
  add constraint late_when_it_renewed check (renewed_late >= 0 and (renewed_late = 0 or (renews is not null and paid_out_on is not null)));
