/** The statement a member lets the group make of her savings and repayments, and her consents to it. */
import { type AccountKey, addMonths, type Day, isUuid, type MemberId, type Minor, need, type Uuid } from "#base";
import { organisationTable } from "#assembly";
import { partsOfAccount } from "#ledger";
import {
  fingerprintOfKey,
  headOf,
  linesOfMember,
  loadBooks,
  type PostedRow,
  publicKeyOf,
  type SigningKey,
  signingKeyOf,
  signNote,
} from "#ledger/server";
import { agreedEnd, arrears, claimOf, isRunning, type LoanRow, loanTable, outstanding, totalOf } from "#loans";
import { consentTable, isInForce } from "#members";
import { ownKeyOf, peopleOf, readTexts } from "#members/server";
import { type LoanStated, type Statement, textOfStatement, writtenMonth } from "../statement.ts";
import { type Asking, type Names, namesOf } from "./context.ts";

export interface ConsentSeen {
  readonly consent: Uuid;
  readonly to: string;
  readonly givenOn: Day;
  readonly until: Day;
  readonly state: "in-force" | "over" | "withdrawn";
}

export interface StatementsSeen {
  readonly member: MemberId;
  /** The short form of the group's key, which an officer says to whoever asks. */
  readonly fingerprint: string;
  readonly consents: readonly ConsentSeen[];
}

/** Her consents, the newest first: hers alone to see. */
export async function askStatements(asked: Asking): Promise<StatementsSeen | null> {
  if (asked.isPlain) return null;
  const { client, organisation, member, masterKey } = asked;
  const books = await loadBooks(client, organisation, () => [need.row(consentTable, { member_id: member })]);
  const to = await readTexts(client, organisation, ["members.consent"], Buffer.from(masterKey), ["to"]);
  const rows = [...books.rows(consentTable, { member_id: member })].sort((a, b) => (a.given_on < b.given_on ? 1 : -1));
  return {
    member,
    fingerprint: fingerprintOfKey(publicKeyOf(await signerOf(asked)))!,
    consents: rows.map(row => ({
      consent: row.consent_id,
      to: to.get(`members.consent/${row.consent_id}/to`) ?? "",
      givenOn: row.given_on,
      until: row.until_on,
      state: row.withdrawn_on !== null ? "withdrawn" : isInForce(row, asked.today) ? "in-force" : "over",
    })),
  };
}

export interface StatementSeen {
  /** The signed note, in which the statement stands. */
  readonly note: string;
  /** The short form of the group's key. */
  readonly fingerprint: string;
}

/** Made anew each time it is asked for, by her alone, and only while her consent holds. */
export async function askStatement(asked: Asking): Promise<StatementSeen | null> {
  const { client, organisation, member, masterKey, today } = asked;
  const consentId = asked.params["consent"] ?? "";
  if (asked.isPlain || !isUuid(consentId)) return null;
  const books = await loadBooks(client, organisation, () => [
    need.row(consentTable, { consent_id: consentId }),
    need.row(loanTable, { member_id: member }),
    { balances: { member } },
    need.all(organisationTable),
  ]);
  const consent = books.row(consentTable, { consent_id: consentId });
  if (consent?.member_id !== member || !isInForce(consent, today)) return null;
  const master = Buffer.from(masterKey);
  const [person, names, texts, head, lines] = [
    (await peopleOf(client, organisation, master, today)).find(one => one.member === member),
    await namesOf(asked),
    await readTexts(client, organisation, ["members.consent"], master, ["to"], consentId),
    await headOf(client, organisation),
    await linesOfMember(client, organisation, member, { skip: 0, take: linesMax }),
  ];
  if (!person?.name || !head) return null;
  const signer = await signerOf(asked);
  const key = publicKeyOf(signer);
  const statement: Statement = {
    group: { id: organisation as unknown as Uuid, name: oneLine(names.group) },
    is_practice: books.rows(organisationTable).some(row => row.is_practice),
    member: { number: person.number, name: oneLine(person.name), since: person.joinedOn },
    to: oneLine(texts.get(`members.consent/${consentId}/to`) ?? ""),
    issued_on: today,
    expires_on: consent.until_on,
    savings: savingsOf(books.balances({ member }), names),
    loans: books.rows(loanTable, { member_id: member }).flatMap(loan => loanStated(loan, today)),
    months: monthsOf(lines, firstMonth(today)),
    log: { size: head.size, chain_hash: head.chain_hash.toString("hex") },
    signed_by: key,
  };
  return { note: signNote(textOfStatement(statement), signer), fingerprint: fingerprintOfKey(key)! };
}

export const signerOf = async ({
  client,
  organisation,
  masterKey,
}: Pick<Asking, "client" | "organisation" | "masterKey">): Promise<SigningKey> =>
  signingKeyOf(organisation, await ownKeyOf(client, organisation, Buffer.from(masterKey)));

/** As it stands in a statement, which is one line. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

/** A year of a weekly meeting with many lines at each is some hundreds. */
const linesMax = 2000;
const monthsStated = 12;

const firstMonth = (today: Day): string => addMonths(today, 1 - monthsStated).slice(0, 7);

function savingsOf(balances: readonly (AccountKey & { readonly balance: Minor })[], names: Names): Statement["savings"] {
  return balances.flatMap(({ account: code, unit, balance }) => {
    const { kind, product, fund } = partsOfAccount(code);
    const isHers = kind === "member-savings" || kind === "member-shares";
    if (!isHers || balance === 0n) return [];
    const what = product === "" ? names.fund(fund) : names.rule(`savings.product/${product}`);
    return [{ what: oneLine(what ?? (product === "" ? fund : product)), unit, amount: -balance }];
  });
}

/** One that was never paid out is nothing a bank need know. */
function loanStated(loan: LoanRow, on: Day): readonly LoanStated[] {
  const { paid_out_on, status } = loan;
  if (paid_out_on === null || (status !== "running" && status !== "repaid" && status !== "written-off")) return [];
  const claim = claimOf(loan);
  return [
    {
      paid_out_on,
      until: agreedEnd({ ...loan, paid_out_on }),
      unit: loan.unit,
      amount: loan.principal,
      left: status === "written-off" ? totalOf(claim) : outstanding(loan),
      late: isRunning(loan) ? arrears(loan, on).total : 0n,
      state: status,
      ...(loan.closed_on === null ? {} : { closed_on: loan.closed_on }),
    },
  ];
}

/** What each line is in a passbook: a correction goes back into the column it corrects. */
function monthsOf(lines: readonly (PostedRow & { readonly kind: string })[], first: string): readonly string[] {
  const months = new Map<string, { month: string; unit: string; saved: Minor; withdrawn: Minor; repaid: Minor }>();
  for (const { account, unit, effective_on, amount, kind } of lines) {
    const month = effective_on.slice(0, 7);
    const column = columnOf(partsOfAccount(account).kind, kind.endsWith(".reversed") ? -amount : amount);
    if (month < first || column === null) continue;
    const row = months.get(`${month} ${unit}`) ?? { month, unit, saved: 0n, withdrawn: 0n, repaid: 0n };
    row[column] += column === "withdrawn" ? amount : -amount;
    months.set(`${month} ${unit}`, row);
  }
  return [...months]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => writtenMonth(row));
}

/** Debits are above zero: what she takes out of her savings, and what she borrows, which stands among the loans. */
function columnOf(kind: string, amount: Minor): "saved" | "withdrawn" | "repaid" | null {
  if (kind === "member-savings" || kind === "member-shares") return amount < 0n ? "saved" : "withdrawn";
  return kind === "loans-receivable" && amount < 0n ? "repaid" : null;
}
