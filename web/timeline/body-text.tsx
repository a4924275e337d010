import type { ReactNode } from "react";
import { isEmojiAlone } from "../emoji/emoji-alone.ts";
import { loadRich, useRich } from "../markup/rich.ts";
import { Marked } from "../markup/marked.tsx";
import { Words } from "../markup/words.tsx";
import css from "./body-text.module.css";

// Asked for with the room's page: when there is something to show, it is mostly there.
void loadRich();

type BodyTextProps = {
  body: string;
  isAction?: boolean | undefined;
  isReachable: boolean;
  /** It calls whoever reads it. */
  isCalled?: boolean;
  /** What stands beside the last word. */
  marks?: ReactNode;
};

/** What somebody wrote, as they meant it: spaces and line breaks stay, marks are what they stand for. */
export function BodyText({
  body,
  isAction = false,
  isReachable,
  isCalled = false,
  marks,
}: BodyTextProps) {
  const rich = useRich(body);
  const place = { isReachable, isCalled };
  if (rich && !isAction) {
    return (
      <div className={css["body"]}>
        <rich.RichText {...{ body, place, marks }} />
      </div>
    );
  }
  return (
    <p
      className={css["body"]}
      dir="auto"
      data-action={isAction || undefined}
      data-big={isEmojiAlone(body) || undefined}
    >
      <Marked marks={marks}>
        <Words text={body} place={place} />
      </Marked>
    </p>
  );
}
