import { useQuery } from "@tanstack/react-query";
import { valueOf } from "../query-client.ts";
import { ProviderRow } from "../welcome/provider-buttons.tsx";
import { listIdentities } from "./identities-by-http.ts";
import { IDENTITIES } from "./linked-accounts-section.tsx";

/** For those who sign in elsewhere, and may have no password: the site asks them anew who they are, and they come back to this page. */
export function ProveByProvider({ isFirst }: { isFirst: boolean }) {
  const { data = [] } = useQuery({
    queryKey: IDENTITIES,
    queryFn: async () => valueOf(await listIdentities()),
  });
  const providers = new Map(
    data.flatMap(({ provider, name }) => (provider === null ? [] : [[provider, name] as const])),
  );
  return (
    <ProviderRow
      providers={[...providers].map(([id, name]) => ({ id, name }))}
      errand={{ why: "prove", returnTo: window.location.pathname }}
      isFirst={isFirst}
    />
  );
}
