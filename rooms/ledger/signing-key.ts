import { hkdfSync } from "node:crypto";
import type { OrganisationId } from "#base";
import type { SigningKey } from "./note.ts";

/**
 * The key an organisation signs its statements with. It follows from the key its own texts are locked with, and so comes along in
 * a backup and is the same in another installation, whose master key is another.
 */
export const signingKeyOf = (organisation: OrganisationId, ownKey: Uint8Array): SigningKey => ({
  name: `lumbung/${organisation}`,
  secret: new Uint8Array(hkdfSync("sha256", ownKey, organisation, "lumbung signing key v1", 32)),
});
