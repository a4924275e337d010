import { memo, useContext } from "react";
import { useStore } from "zustand";
import { Link } from "wouter";
import { FORMER_MEMBER } from "#protocol/erasure.ts";
import { directory } from "../directory/directory.ts";
import { useText } from "../i18n/i18n.ts";
import { markupText } from "../markup/markup.text.ts";
import { NamesContext } from "../markup/names.ts";
import { usePlainText } from "../markup/plain-text.ts";
import { tombstoneText } from "../messages/tombstone.text.ts";
import { mentionPath } from "../room/open-beside.ts";
import { messagePath } from "../room/room-address.ts";
import { clockTime, exactTime } from "../timeline/times.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import css from "./activity-row.module.css";
import { activityText } from "./activity.text.ts";
import type { Listed } from "./listed.ts";
import { tellPeople } from "./tell-people.ts";
import { words as knownWords } from "./words-here.ts";
import { wordsKey, type Told } from "./words.ts";

export type ActivityRowProps = {
  line: Listed;
  /** Whether Tab comes to it; arrow keys go on from there. */
  isReachable: boolean;
  onOpen: (line: Listed) => void;
};

/** Something that concerned one: who did what, where and when, what the message says, and the way to it. */
export const ActivityRow = memo(function ActivityRow(props: ActivityRowProps) {
  const { line, isReachable, onOpen } = props;
  const t = useText(activityText);
  const told = useStore(knownWords, ({ messages }) => messages.get(wordsKey(line)));
  const { who, deed, where } = useTold(line, told);
  const { says, look } = useWords(line, told);
  const Who = line.people.length === 1 ? "bdi" : "span";
  const when = clockTime(line.at);
  return (
    <li className={css["row"]} data-new={line.isNew || undefined}>
      <Link
        href={pathOf(line)}
        className={css["link"]}
        tabIndex={isReachable ? 0 : -1}
        data-activity={line.key}
        onClick={() => onOpen(line)}
        // A new tab, by the wheel of a mouse.
        onAuxClick={({ button }) => button === 1 && onOpen(line)}
      >
        <Avatar id={line.people[0] ?? ""} name={who} />
        <span className={css["about"]}>
          <span className={css["head"]}>
            <span className={css["says"]}>
              {line.isNew && <span className="only-heard">{t.new} </span>}
              {/* In a sentence each name is set apart already. */}
              <Who className={css["who"]}>{who}</Who> {deed} {where}
            </span>
            <span className="only-heard">, </span>
            <time
              className={css["when"]}
              dateTime={new Date(line.at).toISOString()}
              title={exactTime(line.at)}
            >
              {when}
            </time>
          </span>
          <span className="only-heard">: {says === null && t.loadingWords}</span>
          <bdi className={css["words"]} data-look={look}>
            {says ?? <Skeleton width="long" />}
          </bdi>
        </span>
        {line.isNew && <span className={css["dot"]} />}
      </Link>
    </li>
  );
});

/** In a thread it is found beside the message that the thread hangs on; in the note, where the name stands. */
export function pathOf({ room, seq, thread, mention }: Listed): string {
  if (mention !== undefined) return mentionPath(room, mention);
  return thread === undefined
    ? messagePath(room, seq)
    : `${messagePath(room, thread)}?thread=${thread}`;
}

function useTold({ what, calls, people, emoji, room, thread }: Listed, told: Told | undefined) {
  const t = useText(activityText);
  const { someone, aRoom } = useText(markupText);
  const isListed = useStore(directory.store, ({ data }) => data !== undefined);
  const names = useContext(NamesContext);
  const said = typeof told === "object" ? told : undefined;
  const called = people.map((person) => {
    // Whoever is not known by the name of today is called as when they said it.
    const name = names.person(person) ?? (said?.by === person ? said.name : someone);
    return name || FORMER_MEMBER;
  });
  const inThread = thread === undefined ? "" : "InThread";
  const deed = () => {
    switch (what) {
      case "reaction":
        return t.reacted(people.length, { emoji: emoji.join(" ") });
      case "invitation":
        return "";
      case "call":
        return t.deed(calls ?? "room");
      case "note":
        return t.deed("mention");
      case "mention":
      case "reply":
        return t.deed(`${what}${inThread}`);
    }
  };
  const place = { room: names.room(room) ?? (isListed ? t.lostRoom : aRoom) };
  return {
    who: tellPeople(called, t),
    deed: deed(),
    where: what === "note" ? t.inNoteOf(place) : t.inRoom(place),
  };
}

/** What of the message is shown, and whether it is words of somebody else, one's own, or about it; `says` null: it is on its way. */
function useWords({ what, isGone }: Listed, told: Told | undefined) {
  const t = useText(activityText);
  const stone = useText(tombstoneText);
  const said = typeof told === "object" ? told : undefined;
  const plain = usePlainText(said?.body ?? "", said?.isAction);
  if (what === "note") return { says: t.readNote, look: "quiet" as const };
  if (isGone || said?.isDeleted) return { says: stone.deleted, look: "quiet" as const };
  if (told === "away") return { says: t.wordsAway, look: "quiet" as const };
  if (told === "none") return { says: t.wordsNone, look: "quiet" as const };
  if (!said) return { says: null, look: "plain" as const };
  return { says: plain, look: what === "reaction" ? ("own" as const) : ("plain" as const) };
}
