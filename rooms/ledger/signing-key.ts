import { hkdfSync } from "node:crypto";
import type { OrganisationId } from "#base";
import type { SigningKey } from "./note.ts";

/**
 * The key an organisation signs its statements with. It follows from the installation's master key, which lies in a file beside
 * the database and in every backup of the data folder, so that there is nothing more to keep and nothing in the books to take.
 */
export const signingKeyOf = (organisation: OrganisationId, masterKey: Uint8Array): SigningKey => ({
  name: `lumbung/${organisation}`,
  secret: new Uint8Array(hkdfSync("sha256", masterKey, organisation, "lumbung signing key v1", 32)),
});
