import { useContext } from "react";
import { Link } from "wouter";
import { isCall } from "#protocol/calls.ts";
import { NamesContext, useSpokenNames } from "./names.ts";
import css from "./words.module.css";
import type { Place } from "./words.tsx";

/** Somebody by name, or everyone. Pressing a name opens their card (web/people/person-cards.tsx). */
export function Mention({ person, place }: { person: string; place: Place }) {
  const { me } = useContext(NamesContext);
  const name = useSpokenNames().person(person);
  if (isCall(person)) {
    return (
      <bdi
        className={css["mention"]}
        data-call
        data-me={(place.isCalled && !place.isQuoted) || undefined}
      >
        @{name}
      </bdi>
    );
  }
  // No <button>: a name could not be copied with the text around it.
  return (
    <bdi
      className={css["mention"]}
      data-me={(person === me && !place.isQuoted) || undefined}
      role="button"
      tabIndex={place.isReachable ? 0 : -1}
      aria-haspopup="dialog"
      data-person={person}
      data-name={name}
    >
      @{name}
    </bdi>
  );
}

export function RoomMention({ room, place }: { room: string; place: Place }) {
  const name = useSpokenNames().room(room);
  return (
    <Link className={css["mention"]} href={`/rooms/${room}`} tabIndex={place.isReachable ? 0 : -1}>
      <bdi>#{name}</bdi>
    </Link>
  );
}
