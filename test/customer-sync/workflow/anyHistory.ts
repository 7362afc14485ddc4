// Random histories: what happens at the vendor's, what happens to the events of it, and what fails or is slow meanwhile.
import fc from "fast-check";

/** The tags and the images of each repository in a history. */
export const TAGS = ["a", "b"] as const;
export const IMAGES = [0, 1, 2] as const;

/** Something happens at the vendor's, or a run that catches up begins in between. */
export type Deed =
  | { readonly kind: "push"; readonly tag: string; readonly image: number }
  /** An image, or what was signed so. */
  | { readonly kind: "sign"; readonly image: number; readonly isTwice: boolean }
  | { readonly kind: "untag"; readonly tag: string }
  | { readonly kind: "delete"; readonly image: number }
  | { readonly kind: "catchUp" };

/** What happens to the next event, the next import and the next requests that the workflows send. */
export interface Trouble {
  readonly delivery: "lost" | "held" | "doubled" | undefined;
  readonly deliverySeconds: number;
  /** More than half an hour is not waited for. */
  readonly importSeconds: number;
  readonly importFails: boolean;
  /** Requests of one operation that are answered in this way, or not at all. */
  readonly refusals:
    | { readonly operation: string; readonly status: number | "reset"; readonly times: number }
    | undefined;
}

/** How many seconds it takes until the next step, or that all has ended then. */
export type Pause = number | "settled";

/** One step of a history. */
export interface Step {
  readonly repository: number;
  readonly deed: Deed;
  readonly trouble: Trouble;
  readonly pause: Pause;
}

const tag = fc.constantFrom(...TAGS);
const image = fc.constantFrom(...IMAGES);
const push = fc.record({ kind: fc.constant("push" as const), tag, image });

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 8, arbitrary: push },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("sign" as const), image, isTwice: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("untag" as const), tag }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("delete" as const), image }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("catchUp" as const) }) },
);

/** The requests that the workflows send. */
const OPERATIONS = [
  "Secrets_Get",
  "AccessTokens_Get",
  "Manifests_Get",
  "Referrers_List",
  "Tags_ListAttributes",
  "Registries_ImportImage",
  "Operations_GetResult",
];

const refusals = fc.record({
  operation: fc.constantFrom(...OPERATIONS),
  status: fc.constantFrom(429, 503, "reset" as const),
  // After five the workflow gives up.
  times: fc.constantFrom(1, 2, 6),
});

const trouble: fc.Arbitrary<Trouble> = fc.record({
  delivery: fc.constantFrom(undefined, undefined, "lost", "held", "doubled"),
  deliverySeconds: fc.constantFrom(0, 0, 20, 900),
  importSeconds: fc.constantFrom(0, 0, 0, 40, 4000),
  importFails: fc.constantFrom(false, false, true),
  refusals: fc.option(refusals, { nil: undefined, freq: 4 }),
});
const NO_TROUBLE: Trouble = {
  delivery: undefined,
  deliverySeconds: 0,
  importSeconds: 0,
  importFails: false,
  refusals: undefined,
};

const step: fc.Arbitrary<Step> = fc.record({
  repository: fc.constantFrom(0, 0, 0, 1),
  deed,
  trouble: fc.oneof(fc.constant(NO_TROUBLE), trouble, trouble),
  pause: fc.constantFrom<Pause>(0, 0, 1, 3600, "settled"),
});

/** Mostly short ones, which take less time and show as much. */
export const anyHistory: fc.Arbitrary<readonly Step[]> = fc.oneof(
  { weight: 6, arbitrary: fc.array(step, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(step, { minLength: 4, maxLength: 8 }) },
);

/** Whether all of its events arrive, and no run gives up: then each tag is the same at both sides without catching up. */
export function isHealedByEvents(history: readonly Step[]): boolean {
  const refused = history.map(({ trouble }) => trouble.refusals?.times ?? 0);
  return (
    refused.reduce((sum, times) => sum + times, 0) < MOST_RETRIES &&
    history.every(({ trouble }) => trouble.delivery !== "lost" && trouble.importSeconds < 1800)
  );
}

/** Of one request. */
const MOST_RETRIES = 4;
