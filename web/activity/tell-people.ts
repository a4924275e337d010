import type { activityText } from "./activity.text.ts";

type Text = Pick<ReturnType<typeof activityText.get>, "and" | "andThird" | "andOthers">;

/** "Ann", "Ann and Bob", "Ann, Bob and Cy", "Ann, Bob and 2 others". */
export function tellPeople(names: readonly string[], t: Text): string {
  const [first = "", second, third, ...more] = names;
  if (second === undefined) return first;
  if (third === undefined) return t.and({ first, second });
  if (more.length === 0) return t.andThird({ first, second, third });
  return t.andOthers(more.length + 1, { first, second });
}
