/** WCAG's contrast of two colours as the browser really paints them; what is see-through lies on `under`. */
export function contrastOf(ink: string, ground: string, under = ground): number {
  const [a, b] = [luminance(ink, ground, under), luminance(ground, under)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Of the last of these grounds, with the first painted last. */
export function luminance(...layers: string[]): number {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("this browser cannot paint");
  for (const color of layers.toReversed()) {
    pen.fillStyle = color;
    pen.fillRect(0, 0, 1, 1);
  }
  const [r = 0, g = 0, b = 0] = Array.from(pen.getImageData(0, 0, 1, 1).data, linear);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function linear(byte: number): number {
  const part = byte / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}
