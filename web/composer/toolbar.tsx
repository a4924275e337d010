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
import { format, FORMATS, keysOf, type Format } from "./format-tools.ts";
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
const TOOLS = [...FORMATS, "preview"] as const;
/** A thin line stands before these: marks, code, links, lines, and what only looks. */
const BEGINS_GROUP: ReadonlySet<string> = new Set(["code", "link", "quote", "preview"]);

/** What the keys can do, for hands that do not know them. One tab stop; arrows go from tool to tool. */
export function Toolbar({ field }: { field: RefObject<HTMLTextAreaElement | null> }) {
  const t = useText(aidsText);
  const isPreviewing = useStore(tools, (state) => state.isPreviewing);
  const [current, setCurrent] = useState<(typeof TOOLS)[number]>("bold");

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
      {TOOLS.map((tool) => {
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
  );
}

type ToolButtonProps = {
  tool: Format | "preview";
  says: string;
  isCurrent: boolean;
  isOn: boolean | undefined;
  onFocus: () => void;
  onPress: () => void;
  children: ReactNode;
};

function ToolButton({ tool, says, isCurrent, isOn, onFocus, onPress, children }: ToolButtonProps) {
  return (
    <>
      {BEGINS_GROUP.has(tool) && <span className={css["gap"]} />}
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
    </>
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
