import type { ReactNode } from "react";
import { parse } from "./parse.ts";
import css from "./blocks.module.css";
import { Blocks } from "./blocks.tsx";
import type { Place } from "./words.tsx";

export { parse } from "./parse.ts";
export { spokenText } from "./spoken-text.ts";

type RichTextProps = { body: string; place: Place; marks?: ReactNode };

/** What somebody wrote with marks in it, as they meant it. Loaded by rich.ts. */
export function RichText({ body, place, marks }: RichTextProps) {
  const tree = parse(body);
  // They stand beside the last word of a paragraph, and below anything else.
  const areBelow = tree.at(-1)?.type !== "paragraph";
  return (
    <div className={css["rich"]}>
      <Blocks tree={tree} place={place} marks={areBelow ? undefined : marks} />
      {areBelow && marks}
    </div>
  );
}
