import type { ReactNode } from "react";

/** Words of one paragraph, and beside the last of them what else is to be said; on the next line where there is no room. */
export function Marked({ marks, children }: { marks: ReactNode; children: ReactNode }) {
  if (!marks) return children;
  return (
    <>
      <span>{children}</span> {marks}
    </>
  );
}
