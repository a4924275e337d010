import { Fragment } from "react";
import css from "./inlines.module.css";
import { useSpokenNames } from "./names.ts";
import { Spoiler } from "./spoiler.tsx";
import { TextLink } from "./text-link.tsx";
import { named } from "./tokens.ts";
import type { Inline } from "./tree.ts";
import { OneWord, type Place } from "./words.tsx";

type InlinesProps = { inlines: readonly Inline[]; place: Place };

/** What stands in the lines of a text. */
export function Inlines({ inlines, place }: InlinesProps) {
  return inlines.map((inline, at) => (
    // oxlint-disable-next-line react/no-array-index-key -- The parts of one text never move.
    <Fragment key={at}>
      <OneInline inline={inline} place={place} />
    </Fragment>
  ));
}

function OneInline({ inline, place }: { inline: Inline; place: Place }) {
  switch (inline.type) {
    case "text":
    case "address":
    case "mention":
    case "room":
      return <OneWord word={inline} place={place} />;
    case "code":
      return <InlineCode text={inline.text} />;
    case "emphasis":
      return (
        <em>
          <Inlines inlines={inline.children} place={place} />
        </em>
      );
    case "strong":
      return (
        <strong className={css["strong"]}>
          <Inlines inlines={inline.children} place={place} />
        </strong>
      );
    case "struck":
      return (
        <s>
          <Inlines inlines={inline.children} place={place} />
        </s>
      );
    case "spoiler":
      return (
        <Spoiler place={place}>
          {(inside) => <Inlines inlines={inline.children} place={inside} />}
        </Spoiler>
      );
    case "link":
      return (
        <>
          <TextLink href={inline.href} isReachable={place.isReachable}>
            <Inlines inlines={inline.children} place={place} />
          </TextLink>
          {inline.host !== undefined && <bdi className={css["host"]}> ({inline.host})</bdi>}
        </>
      );
  }
}

function InlineCode({ text }: { text: string }) {
  const names = useSpokenNames();
  return (
    <code className={css["code"]} dir="auto">
      {named(text, names)}
    </code>
  );
}
