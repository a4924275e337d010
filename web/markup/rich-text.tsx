import { parse } from "./parse.ts";
import css from "./blocks.module.css";
import { Blocks } from "./blocks.tsx";
import type { Place } from "./words.tsx";

export { parse } from "./parse.ts";
export { spokenText } from "./spoken-text.ts";

/** What somebody wrote with marks in it, as they meant it. Loaded by rich.ts. */
export function RichText({ body, place }: { body: string; place: Place }) {
  return (
    <div className={css["rich"]}>
      <Blocks tree={parse(body)} place={place} />
    </div>
  );
}
