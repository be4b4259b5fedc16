/**
 * The files vite built, read once at the start: names carry their content's hash, so they may be kept for ever. Each is
 * made small when it is first asked for, since all of them together would hold up the start for seconds.
 */
import type { Context } from "hono";
import { readdir, readFile } from "node:fs/promises";
import { join, extname } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

export interface Files {
  send(c: Context, path: string): Promise<Response>;
  readonly manifest: Readonly<Record<string, ManifestChunk>>;
}

export interface ManifestChunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly css?: readonly string[];
  readonly isEntry?: boolean;
}

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
};

export async function readFiles(folder: string): Promise<Files> {
  const held = new Map<string, { readonly body: Buffer; small?: Promise<Buffer>; readonly type: string }>();
  for (const name of await readdir(folder, { recursive: true })) {
    const type = types[extname(name)];
    if (!type || name.startsWith(".vite")) continue;
    const body = await readFile(join(folder, name));
    held.set(`/${name.replaceAll("\\", "/")}`, { body, type });
  }
  const manifest = JSON.parse(await readFile(join(folder, ".vite/manifest.json"), "utf8")) as Record<
    string,
    ManifestChunk
  >;
  return {
    manifest,
    async send(c, path) {
      const file = held.get(path);
      if (!file) return c.notFound() as never;
      const isSmall = (c.req.header("accept-encoding") ?? "").includes("br");
      if (isSmall) file.small ??= madeSmall(file.body);
      return c.body(new Uint8Array(isSmall ? await file.small! : file.body), 200, {
        "content-type": file.type,
        // Named by its content or not: the worker and the icon keep their names.
        "cache-control": path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
        ...(isSmall ? { "content-encoding": "br" } : {}),
        vary: "accept-encoding",
      });
    },
  };
}

const compress = promisify(brotliCompress);
const madeSmall = (body: Buffer): Promise<Buffer> =>
  compress(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
