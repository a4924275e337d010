import { InputRule, Mark } from "@tiptap/core";
import { MAX_LINK_LENGTH } from "#protocol/notes/limits.ts";
import { hrefOf } from "../../markup/links.ts";

/** A web address that was typed, and the space that ended it. */
const TYPED = /(?:^|\s)(https?:\/\/[^\s<>"`]+) $/;
/** The same, where the line ends with it. */
const ENDED = /(?:^|\s)(https?:\/\/[^\s<>"`]+)$/;

declare module "@tiptap/core" {
  interface Commands<ReturnType> {
    link: { setLink: (href: string) => ReturnType; unsetLink: () => ReturnType };
  }
}

/**
 * Words that lead somewhere. An address becomes one when it is typed here and ended: the ready-made mark of this kind also changes what
 * others have just written, in every browser that is open.
 */
export const LinkMark = Mark.create({
  name: "link",
  priority: 1_000,
  inclusive: false,
  keepOnSplit: false,

  addAttributes: () => ({ href: { default: null } }),

  parseHTML: () => [
    {
      tag: "a[href]",
      getAttrs: (element) => {
        const href = newAddress(element.getAttribute("href"));
        return href === null ? false : { href };
      },
    },
  ],

  // Whatever others' browsers have put into the document, only an address that may be opened is one here.
  renderHTML({ HTMLAttributes }) {
    const href = addressOf(HTMLAttributes["href"]);
    const rel = "noopener noreferrer nofollow ugc";
    return href === null ? ["span", 0] : ["a", { href, title: href, target: "_blank", rel }, 0];
  },

  addCommands() {
    return {
      setLink:
        (to) =>
        ({ chain }) => {
          const href = newAddress(to);
          if (href === null) return false;
          return chain().extendMarkRange(this.name).setMark(this.name, { href }).run();
        },
      unsetLink:
        () =>
        ({ chain }) =>
          chain().extendMarkRange(this.name).unsetMark(this.name).run(),
    };
  },

  addInputRules() {
    return [
      new InputRule({
        find: TYPED,
        handler: ({ state, range, match }) => {
          const typed = match[1] ?? "";
          const href = newAddress(typed);
          if (href === null) return null;
          // The space stands there already.
          state.tr.addMark(range.to - 1 - typed.length, range.to - 1, this.type.create({ href }));
          return undefined;
        },
      }),
    ];
  },

  addKeyboardShortcuts() {
    return {
      Enter: () => {
        const { state, view } = this.editor;
        const { $from, empty } = state.selection;
        const before = $from.parent.textBetween(0, $from.parentOffset, undefined, "\uFFFC");
        const typed = ENDED.exec(before)?.[1] ?? "";
        const href = newAddress(typed);
        const isText = empty && !$from.parent.type.spec.code;
        if (href !== null && isText) {
          const mark = this.type.create({ href });
          view.dispatch(state.tr.addMark($from.pos - typed.length, $from.pos, mark));
        }
        // The line is broken by whoever does that.
        return false;
      },
    };
  },
});

/** Where a link may lead; null: nowhere. */
export function addressOf(text: unknown): string | null {
  if (typeof text !== "string") return null;
  return /^mailto:[^\s]+@/i.test(text) ? (URL.parse(text)?.href ?? null) : hrefOf(text);
}

/** Where a link may lead that is made here; null: its words stay words. What is in the note already is not measured. */
export function newAddress(text: unknown): string | null {
  const href = addressOf(text);
  return href === null || isTooLong(href) ? null : href;
}

/** An address that the note could not keep. */
export function isTooLong(href: string): boolean {
  return href.length > MAX_LINK_LENGTH;
}

/** What somebody writes for an address: "example.org" means the web. */
export function addressFrom(typed: string): string | null {
  const text = typed.trim();
  if (/^[^\s/:@]+@[^\s/:@]+\.[^\s/:@]+$/.test(text)) return addressOf(`mailto:${text}`);
  return /^[a-z][a-z\d+.-]*:/i.test(text) ? addressOf(text) : addressOf(`https://${text}`);
}
