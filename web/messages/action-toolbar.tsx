import type { KeyboardEvent } from "react";
import { useText } from "../i18n/i18n.ts";
import { IconButton } from "../ui/button.tsx";
import { MoreIcon } from "../ui/icons.tsx";
import css from "./action-toolbar.module.css";
import { actionsText } from "./actions.text.ts";
import type { Deed } from "./deeds.ts";
import { ReplyIcon, SmileIcon, ThreadIcon } from "./message-icons.tsx";
import { quickEmoji } from "./quick-emoji.ts";

type ActionToolbarProps = {
  allowed: readonly Deed[];
  onReact: (emoji: string) => void;
  onDo: (deed: Deed, button: HTMLElement) => void;
  onMore: (button: HTMLElement) => void;
};

const QUICK = 3;

/** Floats over the upper end of the row that is pointed at, and moves nothing. */
export function ActionToolbar({ allowed, onReact, onDo, onMore }: ActionToolbarProps) {
  const t = useText(actionsText);
  const tool = (deed: "react" | "reply" | "thread", Icon: typeof ReplyIcon) =>
    allowed.includes(deed) && (
      <IconButton
        label={t[deed]}
        tabIndex={-1}
        aria-haspopup={deed === "react" ? "dialog" : undefined}
        onClick={({ currentTarget }) => onDo(deed, currentTarget)}
      >
        <Icon size={18} />
      </IconButton>
    );
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- Its first button is the tab stop.
    <div
      className={css["toolbar"]}
      role="toolbar"
      aria-label={t.actions}
      data-message-tools
      onKeyDown={rove}
    >
      {quickEmoji(QUICK).map((emoji, i) => (
        <IconButton
          key={emoji}
          label={t.reactWith({ emoji })}
          tabIndex={i === 0 ? 0 : -1}
          onClick={() => onReact(emoji)}
        >
          <span className={css["emoji"]}>{emoji}</span>
        </IconButton>
      ))}
      <span className={css["gap"]} />
      {tool("react", SmileIcon)}
      {tool("reply", ReplyIcon)}
      {tool("thread", ThreadIcon)}
      <IconButton
        label={t.more}
        tabIndex={-1}
        aria-haspopup="menu"
        onClick={({ currentTarget }) => onMore(currentTarget)}
      >
        <MoreIcon size={18} />
      </IconButton>
    </div>
  );
}

/** One tab stop; arrows lead from tool to tool, in the direction in which they stand. */
function rove(event: KeyboardEvent<HTMLElement>): void {
  const tools = Array.from(event.currentTarget.querySelectorAll("button"));
  const at = tools.findIndex((tool) => tool === document.activeElement);
  const isRtl = getComputedStyle(event.currentTarget).direction === "rtl";
  const step = stepOf(event.key, isRtl);
  if (step === 0) return;
  event.preventDefault();
  tools[(at + step + tools.length) % tools.length]?.focus();
}

function stepOf(key: string, isRtl: boolean): -1 | 0 | 1 {
  if (key === "ArrowRight") return isRtl ? -1 : 1;
  if (key === "ArrowLeft") return isRtl ? 1 : -1;
  return 0;
}
