import { Fragment } from "react";
import css from "./blocks.module.css";
import { CodeBlock } from "./code-block.tsx";
import { Inlines } from "./inlines.tsx";
import type { Block, Tree } from "./tree.ts";
import type { Place } from "./words.tsx";

type BlocksProps = { tree: Tree; place: Place };

/** What a text is made of, from top to bottom. Each part runs in the direction of its own words. */
export function Blocks({ tree, place }: BlocksProps) {
  return tree.map((block, at) => (
    // oxlint-disable-next-line react/no-array-index-key -- The parts of one text never move.
    <Fragment key={at}>
      <OneBlock block={block} place={place} />
    </Fragment>
  ));
}

function OneBlock({ block, place }: { block: Block; place: Place }) {
  switch (block.type) {
    case "paragraph":
      return (
        <p dir="auto">
          <Inlines inlines={block.children} place={place} />
        </p>
      );
    case "heading":
      // No heading of the page: it would stand in its outline, above what others said.
      return (
        <p className={css["heading"]} data-level={block.level} dir="auto">
          <strong>
            <Inlines inlines={block.children} place={place} />
          </strong>
        </p>
      );
    case "quote":
      return (
        <blockquote className={css["quote"]} dir="auto">
          <Blocks tree={block.children} place={{ ...place, isQuoted: true }} />
        </blockquote>
      );
    case "list":
      return <List block={block} place={place} />;
    case "code-block":
      return <CodeBlock text={block.text} language={block.language} place={place} />;
    case "rule":
      return <hr className={css["rule"]} />;
  }
}

function List({ block, place }: { block: Extract<Block, { type: "list" }>; place: Place }) {
  const { start, items } = block;
  const shown = items.map((item, at) => (
    // oxlint-disable-next-line react/no-array-index-key -- The parts of one text never move.
    <li key={at} dir="auto">
      <Blocks tree={item} place={place} />
    </li>
  ));
  if (start === null) return <ul className={css["list"]}>{shown}</ul>;
  const digits = String(start + items.length - 1).length;
  return (
    <ol
      className={css["list"]}
      start={start}
      // Nine digits are a number too.
      style={{ paddingInlineStart: `max(1.75em, ${digits + 1.5}ch)` }}
    >
      {shown}
    </ol>
  );
}
