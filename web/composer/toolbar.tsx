import {
  useState,
  type ComponentType,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from "react";
import { useStore } from "zustand";
import { useText } from "../i18n/i18n.ts";
import { IconButton } from "../ui/button.tsx";
import { EyeIcon } from "../ui/more-icons.tsx";
import { aidsText } from "./aids.text.ts";
import {
  BoldIcon,
  CodeBlockIcon,
  CodeIcon,
  ItalicIcon,
  LinkIcon,
  ListIcon,
  NumbersIcon,
  QuoteIcon,
  StrikeIcon,
} from "./format-icons.tsx";
import { format, keysOf, type Format } from "./format-tools.ts";
import css from "./toolbar.module.css";
import { togglePreview, tools } from "./tools.ts";

const ICONS: Record<Format, ComponentType<{ size?: number }>> = {
  bold: BoldIcon,
  italic: ItalicIcon,
  strike: StrikeIcon,
  code: CodeIcon,
  block: CodeBlockIcon,
  link: LinkIcon,
  quote: QuoteIcon,
  bullets: ListIcon,
  numbers: NumbersIcon,
};
/** Marks, code, links, lines, and what only looks. A line stands between them, and where it is narrow they go into another row whole. */
const GROUPS = [
  ["bold", "italic", "strike"],
  ["code", "block"],
  ["link"],
  ["quote", "bullets", "numbers"],
  ["preview"],
] as const satisfies readonly (readonly (Format | "preview")[])[];
const TOOLS = GROUPS.flat();
type Tool = (typeof TOOLS)[number];

/** What the keys can do, for hands that do not know them. One tab stop; arrows go from tool to tool. */
export function Toolbar({ field }: { field: RefObject<HTMLTextAreaElement | null> }) {
  const t = useText(aidsText);
  const isPreviewing = useStore(tools, (state) => state.isPreviewing);
  const [current, setCurrent] = useState<Tool>("bold");

  const go = (event: KeyboardEvent<HTMLDivElement>) => {
    const to = placeTo(event.key, TOOLS.indexOf(current), getComputedStyle(event.currentTarget));
    const tool = to === null ? undefined : TOOLS[to];
    if (tool === undefined) return;
    event.preventDefault();
    setCurrent(tool);
    event.currentTarget.querySelector<HTMLElement>(`[data-tool="${tool}"]`)?.focus();
  };

  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- Its buttons hold the focus.
    <div className={css["toolbar"]} role="toolbar" aria-label={t.tools} onKeyDown={go}>
      {GROUPS.map((group) => (
        <div key={group[0]} className={css["group"]}>
          {group.map((tool) => {
            const Icon = tool === "preview" ? EyeIcon : ICONS[tool];
            return (
              <ToolButton
                key={tool}
                tool={tool}
                says={t[tool]}
                isCurrent={tool === current}
                isOn={tool === "preview" ? isPreviewing : undefined}
                onFocus={() => setCurrent(tool)}
                onPress={() => {
                  if (tool === "preview") togglePreview();
                  else if (field.current) format(field.current, tool);
                }}
              >
                <Icon size={18} />
              </ToolButton>
            );
          })}
        </div>
      ))}
    </div>
  );
}

type ToolButtonProps = {
  tool: Tool;
  says: string;
  isCurrent: boolean;
  isOn: boolean | undefined;
  onFocus: () => void;
  onPress: () => void;
  children: ReactNode;
};

function ToolButton({ tool, says, isCurrent, isOn, onFocus, onPress, children }: ToolButtonProps) {
  return (
    <IconButton
      label={says}
      title={`${says} (${keysOf(tool)})`}
      data-tool={tool}
      tabIndex={isCurrent ? 0 : -1}
      aria-pressed={isOn}
      // The text keeps its selection, and a phone its keyboard.
      onPointerDown={(event) => event.preventDefault()}
      onFocus={onFocus}
      onClick={onPress}
    >
      {children}
    </IconButton>
  );
}

function placeTo(key: string, at: number, { direction }: CSSStyleDeclaration): number | null {
  const last = TOOLS.length - 1;
  const onward = direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const back = direction === "rtl" ? "ArrowRight" : "ArrowLeft";
  switch (key) {
    case onward:
      return at === last ? 0 : at + 1;
    case back:
      return at === 0 ? last : at - 1;
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}
