import { Fragment, type ReactNode } from "react";
import css from "./blocks.module.css";
import { CodeBlock } from "./code-block.tsx";
import { Inlines } from "./inlines.tsx";
import { Marked } from "./marked.tsx";
import type { Block, Tree } from "./tree.ts";
import type { Place } from "./words.tsx";

type BlocksProps = {
  tree: Tree;
  place: Place;
  /** A quote or a list runs as a whole in the direction of its first words, with its line or signs on that side. */
  isInside?: boolean;
  /** What stands beside the last word of the last paragraph. */
  marks?: ReactNode;
};

/** What a text is made of, from top to bottom. */
export function Blocks({ tree, place, isInside = false, marks }: BlocksProps) {
  return tree.map((block, at) => (
    // oxlint-disable-next-line react/no-array-index-key -- The parts of one text never move.
    <Fragment key={at}>
      <OneBlock
        block={block}
        place={place}
        dir={isInside ? undefined : "auto"}
        marks={at === tree.length - 1 ? marks : undefined}
      />
    </Fragment>
  ));
}

type OneBlockProps = { block: Block; place: Place; dir: "auto" | undefined; marks: ReactNode };

function OneBlock({ block, place, dir, marks }: OneBlockProps) {
  switch (block.type) {
    case "paragraph":
      return (
        <p dir={dir}>
          <Marked marks={marks}>
            <Inlines inlines={block.children} place={place} />
          </Marked>
        </p>
      );
    case "heading":
      // No heading of the page: it would stand in its outline, above what others said.
      return (
        <p className={css["heading"]} data-level={block.level} dir={dir}>
          <strong>
            <Inlines inlines={block.children} place={place} />
          </strong>
        </p>
      );
    case "quote":
      return (
        <blockquote className={css["quote"]} dir={dir}>
          <Blocks tree={block.children} place={{ ...place, isQuoted: true }} isInside />
        </blockquote>
      );
    case "list":
      return <List block={block} place={place} dir={dir} />;
    case "code-block":
      return <CodeBlock text={block.text} language={block.language} place={place} />;
    case "rule":
      return <hr className={css["rule"]} />;
  }
}

type ListProps = Omit<OneBlockProps, "block" | "marks"> & {
  block: Extract<Block, { type: "list" }>;
};

function List({ block, place, dir }: ListProps) {
  const { start, items } = block;
  const shown = items.map((item, at) => (
    // oxlint-disable-next-line react/no-array-index-key -- The parts of one text never move.
    <li key={at}>
      <Blocks tree={item} place={place} isInside />
    </li>
  ));
  if (start === null)
    return (
      <ul className={css["list"]} dir={dir}>
        {shown}
      </ul>
    );
  const digits = String(start + items.length - 1).length;
  return (
    <ol
      className={css["list"]}
      dir={dir}
      start={start}
      // Nine digits are a number too.
      style={{ paddingInlineStart: `max(1.75em, ${digits + 1.5}ch)` }}
    >
      {shown}
    </ol>
  );
}
