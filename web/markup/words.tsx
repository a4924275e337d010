import { Fragment } from "react";
import { Mention, RoomMention } from "./mention.tsx";
import { AddressLink } from "./text-link.tsx";
import { wordsIn } from "./tokens.ts";
import type { Word } from "./tree.ts";

/** How a text is shown where it stands. */
export type Place = {
  /** The list of messages is one tab stop; what can be pressed is reached in the message that has it. */
  isReachable: boolean;
  /** A call in it is for whoever reads. */
  isCalled?: boolean;
  /** In a quote nobody is meant. */
  isQuoted?: boolean;
};

/** A text to the letter, with its people, rooms and web addresses. */
export function Words({ text, place }: { text: string; place: Place }) {
  return wordsIn(text).map((word, at) => (
    // oxlint-disable-next-line react/no-array-index-key -- The parts of one text never move.
    <Fragment key={at}>
      <OneWord word={word} place={place} />
    </Fragment>
  ));
}

export function OneWord({ word, place }: { word: Word; place: Place }) {
  switch (word.type) {
    case "text":
      return word.text;
    case "address":
      return (
        <AddressLink href={word.href} isReachable={place.isReachable}>
          {word.text}
        </AddressLink>
      );
    case "mention":
      return <Mention person={word.person} place={place} />;
    case "room":
      return <RoomMention room={word.room} place={place} />;
  }
}
