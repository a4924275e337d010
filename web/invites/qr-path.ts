import { encode } from "uqr";

/** A quiet edge of four modules is what the standard asks for; without it many cameras find nothing on a dark page. */
const EDGE = 4;

export type QrPath = {
  /** Modules on a side, edge included. */
  size: number;
  /** The dark ones, as the outline of an SVG path, one module a unit. */
  path: string;
};

/** A text as a QR code that may lose 15 % to a thumb or a scratch. */
export function qrPathOf(text: string): QrPath {
  const { size, data } = encode(text, { ecc: "M", border: EDGE });
  return { size, path: data.map((row, y) => runsOf(row, y)).join("") };
}

/** One piece for each run of dark modules: fewer pieces, and no hairlines between neighbours. */
function runsOf(row: readonly boolean[], y: number): string {
  let path = "";
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue;
    let end = x;
    while (row[end]) end += 1;
    path += `M${x} ${y}h${end - x}v1H${x}z`;
    x = end;
  }
  return path;
}
