import jsqr from "jsqr";
import { expect, test } from "vitest";
import { qrPathOf } from "./qr-path.ts";

const LINK = `https://chat.example.org/join#${"Ab-9_".repeat(9)}`;
const PIXELS = 4;

test.each([LINK, "x", "https://an.address.which.is.long.example.org:8443/join#".padEnd(200, "é")])(
  "a decoder reads what was written: %s",
  (text) => {
    expect(decode(text)).toBe(text);
  },
);

test("four modules at each side stay light, as cameras want it", () => {
  const { size, path } = qrPathOf(LINK);
  const modules = modulesOf(size, path);
  const isEdge = (at: number) => at < 4 || at >= size - 4;
  expect(modules.filter(([x, y]) => isEdge(x) || isEdge(y))).toEqual([]);
  expect(modules.some(([x]) => x === 4) && modules.some(([, y]) => y === size - 5)).toBe(true);
});

function decode(text: string): string | undefined {
  const { size, path } = qrPathOf(text);
  const side = size * PIXELS;
  const image = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [x, y] of modulesOf(size, path))
    for (let pixel = 0; pixel < PIXELS * PIXELS; pixel += 1) {
      const row = y * PIXELS + Math.floor(pixel / PIXELS);
      image.fill(
        0,
        (row * side + x * PIXELS + (pixel % PIXELS)) * 4,
        (row * side + x * PIXELS + (pixel % PIXELS)) * 4 + 3,
      );
    }
  return jsqr(image, side, side)?.data;
}

/** The dark modules of a path, as a painter would fill them. */
function modulesOf(size: number, path: string): [x: number, y: number][] {
  const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1H(\d+)z/g)].map((run) =>
    run.slice(1).map(Number),
  );
  expect(runs.map(([x, y, wide]) => `M${x} ${y}h${wide}v1H${x}z`).join("")).toBe(path);
  return runs.flatMap(([x = 0, y = 0, wide = 0]) =>
    Array.from({ length: wide }, (_, i): [number, number] => [x + i, Math.min(y, size)]),
  );
}
