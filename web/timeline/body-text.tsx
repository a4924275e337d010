import { partsOf } from "./links.ts";
import css from "./body-text.module.css";

type BodyTextProps = { body: string; isAction?: boolean | undefined; isReachable: boolean };

/** What somebody wrote, as they wrote it: spaces and line breaks stay, web addresses open. */
export function BodyText({ body, isAction = false, isReachable }: BodyTextProps) {
  return (
    <p className={css["body"]} dir="auto" data-action={isAction || undefined}>
      {partsOf(body).map(({ text, href }, place) =>
        href === undefined ? (
          text
        ) : (
          <a
            // oxlint-disable-next-line react/no-array-index-key -- The parts of one text never move.
            key={place}
            className={css["link"]}
            href={href}
            target="_blank"
            rel="noopener noreferrer nofollow ugc"
            // The list is one tab stop; links can be reached in the message that has it.
            tabIndex={isReachable ? 0 : -1}
          >
            {text}
          </a>
        ),
      )}
    </p>
  );
}
