import { tellFew } from "./few-stories.test-kit.ts";
import { simulate } from "./simulate.ts";

tellFew(simulate, { promise: "keeps every promise", seeds: 80 });
