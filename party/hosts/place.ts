import { readEnv, type Env } from "../env.ts";

/** Where the edge keeps objects, in its own words. */
export type Place = {
  jurisdiction?: NonNullable<Env["JURISDICTION"]>;
  locationHint?: NonNullable<Env["LOCATION_HINT"]>;
};

/** As the operator says, for routePartykitRequest and `objectAt` alike: in another jurisdiction the same name is another object. */
export function placeOf(bindings: unknown): Place {
  const { JURISDICTION, LOCATION_HINT } = readEnv(bindings);
  return {
    ...(JURISDICTION === undefined ? {} : { jurisdiction: JURISDICTION }),
    ...(LOCATION_HINT === undefined ? {} : { locationHint: LOCATION_HINT }),
  };
}

/** A namespace of Durable Objects, as far as it is asked. */
type Namespace<Id, Stub> = {
  jurisdiction(which: NonNullable<Place["jurisdiction"]>): Namespace<Id, Stub>;
  idFromName(name: string): Id;
  get(id: Id, hint: Pick<Place, "locationHint">): Stub;
};

/** The one place that finds objects by their names. A hint counts only where the object is new. */
export function objectAt<Id, Stub>(
  { jurisdiction, ...hint }: Place,
  all: Namespace<Id, Stub>,
  name: string,
): Stub {
  const namespace = jurisdiction === undefined ? all : all.jurisdiction(jurisdiction);
  return namespace.get(namespace.idFromName(name), hint);
}
