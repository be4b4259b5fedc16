/** The benefit at a woman's own death goes to somebody else. */
import { isHerOwnDeath } from "#aid/parts";
import { splitBenefit } from "./beside-benefit.ts";
import type { ClaimSeen } from "./seen.ts";

/** Whether it must be asked to whom this benefit is handed: her own death, and not all of it goes to her loans. */
export const isForOthers = (claim: ClaimSeen, amount = BigInt(claim.payable)): boolean =>
  isHerOwnDeath(claim) && splitBenefit(claim, amount).toFamily > 0n;
