import { Fragment } from "react";
import type { Range } from "./rank.ts";

/** A name with what was typed of it marked. */
export function Marked({ text, ranges }: { text: string; ranges: readonly Range[] }) {
  return (
    <bdi>
      {ranges.map(({ from, to }, i) => (
        <Fragment key={from}>
          {text.slice(ranges[i - 1]?.to ?? 0, from)}
          <mark>{text.slice(from, to)}</mark>
        </Fragment>
      ))}
      {text.slice(ranges.at(-1)?.to ?? 0)}
    </bdi>
  );
}
