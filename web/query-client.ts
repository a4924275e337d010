import { QueryClient } from "@tanstack/react-query";
import type { Answer } from "./answer.ts";

/** Answers that come by HTTP and are shown as they were. Live facts never enter it. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: "always",
      // What is held is shown also without a line; the request says by itself that it failed.
      networkMode: "always",
      retry: 1,
    },
  },
});

/** The value of an answer. Throws the sentence for the person: that is how TanStack Query hears of a failure. */
export function valueOf<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw new Error(answer.says);
}
