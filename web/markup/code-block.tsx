import { useState } from "react";
import { useText } from "../i18n/i18n.ts";
import { announce } from "../ui/announcer.tsx";
import { copyText } from "../ui/copy-text.ts";
import css from "./code-block.module.css";
import { CopyIcon, DoneIcon } from "./copy-icons.tsx";
import { markupText } from "./markup.text.ts";
import { useSpokenNames } from "./names.ts";
import { named } from "./tokens.ts";
import { useHighlighted } from "./use-highlighted.ts";
import type { Place } from "./words.tsx";

type CodeBlockProps = { text: string; language: string | null; place: Place };

/** Code, as it stands in a file: it scrolls sideways and does not break. */
export function CodeBlock({ text, language, place }: CodeBlockProps) {
  const t = useText(markupText);
  const code = named(text, useSpokenNames());
  const stretches = useHighlighted(code, language);
  const tabIndex = place.isReachable ? 0 : -1;
  return (
    <figure className={css["block"]} dir="ltr">
      {language !== null && <figcaption className={css["language"]}>{language}</figcaption>}
      <pre
        className={css["code"]}
        role="region"
        aria-label={language === null ? t.code : t.codeIn({ language })}
        // What is too wide is reached with the arrow keys.
        tabIndex={tabIndex}
      >
        <code>
          {stretches === null
            ? code
            : stretches.map(({ text, kind }, at) => (
                // oxlint-disable-next-line react/no-array-index-key -- The parts of one text never move.
                <span key={at} data-kind={kind ?? undefined}>
                  {text}
                </span>
              ))}
        </code>
      </pre>
      <CopyButton code={code} tabIndex={tabIndex} />
    </figure>
  );
}

function CopyButton({ code, tabIndex }: { code: string; tabIndex: number }) {
  const t = useText(markupText);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    const isDone = await copyText(code);
    setCopied(isDone);
    announce(isDone ? t.copied : t.notCopied);
  };
  return (
    <button
      type="button"
      className={css["copy"]}
      aria-label={t.copyCode}
      title={isCopied ? t.copied : t.copyCode}
      tabIndex={tabIndex}
      data-done={isCopied || undefined}
      onClick={() => void copy()}
      // Whoever comes back may copy it again.
      onPointerLeave={() => setCopied(false)}
      onBlur={() => setCopied(false)}
    >
      {isCopied ? <DoneIcon size={16} /> : <CopyIcon size={16} />}
    </button>
  );
}
