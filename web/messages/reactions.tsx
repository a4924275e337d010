import { useContext, useState } from "react";
import { EmojiPicker, loadEmojiPicker } from "../emoji/emoji-picker.tsx";
import { useText } from "../i18n/i18n.ts";
import { tellNumber } from "../i18n/formats.ts";
import { NamesContext, useSpokenNames } from "../markup/names.ts";
import type { RoomHandle } from "../room/room-view.ts";
import type { ShownMessage } from "../room/shown-message.ts";
import { useLoadedWhenIdle } from "../ui/when-idle.ts";
import { SmileIcon } from "./message-icons.tsx";
import { messageText } from "./message.text.ts";
import css from "./reactions.module.css";

type ReactionsProps = { handle: RoomHandle; shown: ShownMessage; isReachable: boolean };

/** What people felt about a message, each pressed once more to join in or step back. */
export function Reactions({ handle, shown, isReachable }: ReactionsProps) {
  const t = useText(messageText);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  useLoadedWhenIdle(loadEmojiPicker);
  const { reactions, event } = shown;
  if (reactions.length === 0 || shown.isGoing) return null;
  return (
    <div className={css["reactions"]} role="group" aria-label={t.reactions}>
      {reactions.map((reaction) => (
        <Chip
          key={reaction.emoji}
          reaction={reaction}
          isReachable={isReachable}
          onPress={() => handle.react(event.seq, reaction.emoji, !reaction.isMine)}
        />
      ))}
      <button
        type="button"
        className={css["add"]}
        aria-label={t.addReaction}
        title={t.addReaction}
        aria-haspopup="dialog"
        tabIndex={isReachable ? 0 : -1}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        <SmileIcon size={16} />
      </button>
      {anchor && (
        <EmojiPicker
          anchor={anchor}
          onPick={(emoji) => handle.react(event.seq, emoji, true)}
          onClose={() => setAnchor(null)}
        />
      )}
    </div>
  );
}

type ChipProps = {
  reaction: ShownMessage["reactions"][number];
  isReachable: boolean;
  onPress: () => void;
};

function Chip({ reaction, isReachable, onPress }: ChipProps) {
  const { emoji, people, isMine } = reaction;
  const says = useTold(reaction);
  return (
    <button
      type="button"
      className={css["chip"]}
      aria-pressed={isMine}
      aria-label={says}
      title={says}
      tabIndex={isReachable ? 0 : -1}
      onClick={onPress}
    >
      <span className={css["emoji"]}>{emoji}</span>
      <span className={css["count"]}>{tellNumber(people.length)}</span>
    </button>
  );
}

/** Named one by one; the others are counted. */
const NAMED = 5;

/** "👍 4: you, Ann, Bob and 3 others". */
function useTold({ emoji, people, isMine }: ChipProps["reaction"]): string {
  const t = useText(messageText);
  const { me } = useContext(NamesContext);
  const { person } = useSpokenNames();
  const others = people.filter((id) => !isMine || id !== me).map((id) => person(id));
  const all = isMine ? [t.you, ...others] : others;
  const names = all.slice(0, NAMED).join(", ");
  const more = people.length - NAMED;
  // What is seen is part of it: whoever speaks to their machine says what they see.
  const number = tellNumber(people.length);
  return more > 0 ? t.byMany(more, { emoji, number, names }) : t.by({ emoji, number, names });
}
