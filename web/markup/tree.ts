/** What somebody wrote, as it is meant: paragraphs, lists, quotes and code, and what stands in their lines. */
export type Tree = readonly Block[];

export type Block =
  | { type: "paragraph"; children: readonly Inline[] }
  | { type: "heading"; level: number; children: readonly Inline[] }
  | { type: "quote"; children: Tree }
  | { type: "list"; /** Of the first item; null: bullets. */ start: number | null; items: Tree[] }
  | { type: "code-block"; language: string | null; text: string }
  | { type: "rule" };

export type Inline =
  | Word
  | { type: "code"; text: string }
  | { type: "emphasis" | "strong" | "struck" | "spoiler"; children: readonly Inline[] }
  | {
      type: "link";
      href: string;
      children: readonly Inline[];
      /** Where it really goes, when its words read as if it went elsewhere. */
      host?: string;
    };

/** What a text is made of that has no marks in it. */
export type Word =
  /** A newline in it is a line break. */
  | { type: "text"; text: string }
  | { type: "address"; text: string; href: string }
  | { type: "mention"; person: string }
  | { type: "room"; room: string };
