import { useText } from "../i18n/i18n.ts";
import { IconButton } from "../ui/button.tsx";
import { MoreIcon } from "../ui/icons.tsx";
import { useRoving } from "../ui/use-roving.ts";
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
  const roving = useRoving<HTMLDivElement>();
  const tool = (deed: "react" | "reply" | "thread", Icon: typeof ReplyIcon) =>
    allowed.includes(deed) && (
      <IconButton
        label={t[deed]}
        aria-haspopup={deed === "react" ? "dialog" : undefined}
        onClick={({ currentTarget }) => onDo(deed, currentTarget)}
      >
        <Icon size={18} />
      </IconButton>
    );
  return (
    <div
      className={css["toolbar"]}
      role="toolbar"
      aria-label={t.actions}
      data-message-tools
      {...roving}
    >
      {quickEmoji(QUICK).map((emoji) => (
        <IconButton key={emoji} label={t.reactWith({ emoji })} onClick={() => onReact(emoji)}>
          <span className={css["emoji"]}>{emoji}</span>
        </IconButton>
      ))}
      <span className={css["gap"]} />
      {tool("react", SmileIcon)}
      {tool("reply", ReplyIcon)}
      {tool("thread", ThreadIcon)}
      <IconButton
        label={t.more}
        aria-haspopup="menu"
        onClick={({ currentTarget }) => onMore(currentTarget)}
      >
        <MoreIcon size={18} />
      </IconButton>
    </div>
  );
}
