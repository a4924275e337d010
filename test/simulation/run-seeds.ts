/** A process of its own: tells stories of a room. */
import { simulate } from "./simulate.ts";
import { tellSeeds } from "./tell-seeds.ts";

await tellSeeds(simulate);
