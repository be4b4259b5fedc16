/** Under a loan that is decided on or paid out: how much of it pays off an older one, and what is left for her. */
import { Soft } from "#look";
import type { JSX } from "preact";
import type { AtTable } from "./frame.tsx";
import { renewalOf, renewalSaid } from "./renewing.ts";
import type { LoanAsked } from "./requests.ts";

export const RenewedSaid = ({ table, loan, lent }: { table: AtTable; loan: LoanAsked; lent: bigint }): JSX.Element => (
  <Soft>
    {renewalSaid(
      table.words,
      renewalOf({ renews: loan.renews!, keptBack: loan.keptBack, lent }, table.held.today, table.held.sheet),
    )}
  </Soft>
);
