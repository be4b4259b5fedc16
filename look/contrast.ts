/** WCAG 2 contrast of two colours written #RRGGBB, from 1 to 21. For tests: what must be read is at least 4.5. */
export function contrast(a: string, b: string): number {
  const [high, low] = [lightness(a), lightness(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function lightness(colour: string): number {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) throw new Error(`not a colour: "${colour}"`);
  const [r, g, b] = [1, 3, 5].map(at => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
