import { useMemo } from "react";
import css from "./qr-code.module.css";
import { qrPathOf } from "./qr-path.ts";

/** A text to be read by a camera. `label` says what it is to whoever cannot see it. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => qrPathOf(text), [text]);
  return (
    <svg
      className={css["code"]}
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      width={size}
      height={size}
      shapeRendering="crispEdges"
    >
      <path d={path} />
    </svg>
  );
}
