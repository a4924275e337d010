import { TYPING_NAMES_UP_TO } from "#protocol/limits.ts";
import { useText } from "../i18n/i18n.ts";
import type { RoomHandle } from "./room-view.ts";
import { typingText } from "./typing.text.ts";
import css from "./typing-line.module.css";
import { NOBODY_TYPES, type Typists } from "./typists.ts";
import { useRoomView } from "./use-room.ts";

/**
 * Who types in the room, or under the message `thread`; nothing while nobody does. It is read where one looks for it, and never by itself:
 * only what is settled is announced (behaviour, section 19).
 */
export function TypingLine({ handle, thread }: { handle: RoomHandle; thread?: number }) {
  const t = useText(typingText);
  const typists = useRoomView(handle, ({ typing }) => typing.get(thread) ?? NOBODY_TYPES);
  const isCrowd = useRoomView(handle, ({ here }) => here.count > TYPING_NAMES_UP_TO);
  const words = tellTyping(typists, isCrowd, t);
  return (
    words !== null && (
      <span className={css["typing"]}>
        <span className={css["dots"]} aria-hidden>
          <i />
          <i />
          <i />
        </span>
        {words}
      </span>
    )
  );
}

type Words = ReturnType<typeof typingText.get>;

/** "Ann and Bob are typing", or nothing. Among very many, a name that flits by says nothing. */
function tellTyping({ people, areMany }: Typists, isCrowd: boolean, t: Words): string | null {
  const [first, second, third] = people;
  if (areMany || people.length > (isCrowd ? 1 : 3)) return t.several;
  if (!first || isCrowd) return null;
  if (!second) return t.one({ name: first.name });
  if (!third) return t.two({ first: first.name, second: second.name });
  return t.three({ first: first.name, second: second.name, third: third.name });
}
