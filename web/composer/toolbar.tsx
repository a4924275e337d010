import type { ComponentType, ReactNode, RefObject } from "react";
import { useStore } from "zustand";
import { useText } from "../i18n/i18n.ts";
import { IconButton } from "../ui/button.tsx";
import { EyeIcon } from "../ui/more-icons.tsx";
import { useRoving } from "../ui/use-roving.ts";
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
type Tool = (typeof GROUPS)[number][number];

/** What the keys can do, for hands that do not know them. One tab stop; arrows go from tool to tool. */
export function Toolbar({ field }: { field: RefObject<HTMLTextAreaElement | null> }) {
  const t = useText(aidsText);
  const isPreviewing = useStore(tools, (state) => state.isPreviewing);
  const roving = useRoving<HTMLDivElement>();

  return (
    <div className={css["toolbar"]} role="toolbar" aria-label={t.tools} {...roving}>
      {GROUPS.map((group) => (
        <div key={group[0]} className={css["group"]}>
          {group.map((tool) => {
            const Icon = tool === "preview" ? EyeIcon : ICONS[tool];
            return (
              <ToolButton
                key={tool}
                tool={tool}
                says={t[tool]}
                isOn={tool === "preview" ? isPreviewing : undefined}
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
  isOn: boolean | undefined;
  onPress: () => void;
  children: ReactNode;
};

function ToolButton({ tool, says, isOn, onPress, children }: ToolButtonProps) {
  return (
    <IconButton
      label={says}
      title={`${says} (${keysOf(tool)})`}
      aria-pressed={isOn}
      // The text keeps its selection, and a phone its keyboard.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPress}
    >
      {children}
    </IconButton>
  );
}
