import type { ComponentType } from "react";

/** For `lazy`: a part of the page that asks by TanStack Query, together with what it needs for that. */
export async function withQueries<Props extends object>(
  Part: ComponentType<Props>,
): Promise<{ default: ComponentType<Props> }> {
  const { Queries } = await import("./queries.tsx");
  return {
    default: (props) => (
      <Queries>
        <Part {...props} />
      </Queries>
    ),
  };
}
