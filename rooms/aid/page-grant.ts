/** Help by a decision alone: what it was for, and what it was used for. For officers and for her who received it. */
import { isUuid, need } from "#base";
import { finderOf, ruleNamesOf, written } from "#assembly/server";
import { fundTable } from "#ledger";
import { loadBooks } from "#ledger/server";
import { isOfficer } from "#members";
import { readTexts } from "#members/server";
import type { AskedHere } from "./page-loading.ts";
import { grantTable } from "./tables.ts";
import { useText } from "./tell-use.ts";

export type GrantSeen = NonNullable<Awaited<ReturnType<typeof askGrant>>>;
export async function askGrant(asked: AskedHere) {
  const { client, organisation, member, roles, today, params, masterKey } = asked;
  const decision = params["decision"] ?? "";
  if (!isUuid(decision)) return null;
  const books = await loadBooks(client, organisation, () => [
    need.row(grantTable, { decision_id: decision }),
    need.all(fundTable),
  ]);
  const grant = books.row(grantTable, { decision_id: decision });
  if (!grant || grant.is_taken_back || !(isOfficer(roles) || grant.member_id === member)) return null;
  const find = await finderOf(asked);
  const texts = await readTexts(client, organisation, ["aid.grant"], Buffer.from(masterKey), null, decision);
  return {
    ...written({
      on: today,
      decision,
      who: find(grant.member_id),
      fund: grant.fund,
      unit: books.row(fundTable, { fund: grant.fund })?.unit ?? "",
      amount: grant.amount,
      grantedOn: grant.granted_on,
      purpose: texts.get(`aid.grant/${decision}/purpose`) ?? null,
      useToldOn: grant.use_told_on,
      use: texts.get(`aid.grant/${decision}/${useText}`) ?? null,
    }),
    names: await ruleNamesOf(asked),
  };
}
