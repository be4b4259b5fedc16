/** Reads a QR code out of a picture where the browser can do it by itself (Chrome on Android can; nothing is sent). */
interface Detector {
  detect(picture: ImageBitmap): Promise<readonly { readonly rawValue: string }[]>;
}

const detectorOf = (): (new (of: { readonly formats: readonly string[] }) => Detector) | undefined =>
  (globalThis as { BarcodeDetector?: new (of: { readonly formats: readonly string[] }) => Detector }).BarcodeDetector;

export const readsCodes = (): boolean => detectorOf() !== undefined;

/** Null where none is seen in it. */
export async function readCode(picture: Blob): Promise<string | null> {
  const Detector = detectorOf();
  if (Detector === undefined) return null;
  try {
    const [code] = await new Detector({ formats: ["qr_code"] }).detect(await createImageBitmap(picture));
    return code?.rawValue ?? null;
  } catch {
    return null; // No picture, or one that cannot be opened.
  }
}
