import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as v from "valibot";

const read = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));

const Versions = v.optional(v.record(v.string(), v.string()), {});
const Package = v.object({ dependencies: Versions, devDependencies: Versions });
const Lock = v.object({
  packages: v.record(
    v.string(),
    v.object({
      version: v.optional(v.string()),
      resolved: v.optional(v.string()),
      integrity: v.optional(v.string()),
      link: v.optional(v.boolean()),
    }),
  ),
});

const REGISTRY = "https://registry.npmjs.org/";

test("everything that we are made of is named exactly, down to its content, and comes from one place", () => {
  const { "": own, ...packages } = v.parse(Lock, read("package-lock.json")).packages;
  expect(own).toBeDefined();
  const places = Object.keys(packages);
  expect(places.length).toBeGreaterThan(100);
  const loose = places.filter((place) => {
    const { version, resolved, integrity, link } = packages[place] ?? {};
    const isFromElsewhere = link === true || !(resolved ?? REGISTRY).startsWith(REGISTRY);
    return isFromElsewhere || version === undefined || !integrity?.startsWith("sha512-");
  });
  expect(loose).toEqual([]);
});

test("nothing is asked for by a range, or from anywhere but the registry", () => {
  const { dependencies, devDependencies } = v.parse(Package, read("package.json"));
  const wanted = Object.entries({ ...dependencies, ...devDependencies });
  expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

test("no package runs anything while it is installed, and none is taken on the day it appears", () => {
  const settings = readFileSync(".npmrc", "utf8").split("\n");
  expect(settings).toEqual(
    expect.arrayContaining(["ignore-scripts=true", "save-exact=true", "min-release-age=3"]),
  );
});
