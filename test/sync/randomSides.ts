// Two sides of a sync as chance makes them, and what imports do to the target.
import fc from "fast-check";
import type { ImportStep, RepositoryPlan } from "../../sync/planRepository";
import { planRepository } from "../../sync/planRepository";
import type { ManifestFacts, SourceRepository, TargetRepository } from "../../sync/sides";
import { manifestsToRead } from "../../sync/toRead";

/** The media type of an image. */
export const IMAGE = "application/vnd.oci.image.manifest.v1+json";
/** The media type of a multi-arch image. */
export const INDEX = "application/vnd.oci.image.index.v1+json";

/** A source with what is in its manifests, and a target. */
export interface Sides {
  readonly source: SourceRepository;
  readonly content: ReadonlyMap<string, ManifestFacts>;
  readonly target: { readonly tags: Map<string, string>; readonly manifests: Set<string> };
}

/** Types of what names other manifests, and of what does not; of some the lists do not say it, or say what nobody knows. */
const INDEXES = [INDEX, "application/vnd.docker.distribution.manifest.list.v2+json"];
const LEAVES = [
  IMAGE,
  "application/vnd.oci.artifact.manifest.v1+json",
  "application/vnd.cncf.oras.artifact.manifest.v1+json",
];
const UNKNOWN = ["", "application/vnd.example.manifest.v9+json"];
/** Such have no subject. */
const DOCKER = [
  "application/vnd.docker.distribution.manifest.v2+json",
  "application/vnd.docker.distribution.manifest.v1+prettyjws",
];

/** The digest of a number. */
export function digestOf(number: number): string {
  return `sha256:${number.toString(16).padStart(64, "0")}`;
}

const TAGS = ["1.0", "1.1", "2.0", "latest", `sha256-${"a".repeat(64)}.sig`];

/**
 * Manifests that name earlier ones: some are indexes, some say something about another, some the source does not have.
 *
 * Many of the target's tags are right while parts of their indexes are not there, and many indexes have no tag.
 */
export function anySides(): fc.Arbitrary<Sides> {
  const manifest = fc.record({
    isIndex: fc.boolean(),
    children: fc.array(fc.nat(), { maxLength: 3 }),
    subject: fc.option(fc.nat(), { nil: undefined }),
    form: fc.nat(),
    isInSource: fc.boolean(),
    isInTarget: fc.boolean(),
  });
  const tags = fc.dictionary(fc.constantFrom(...TAGS), fc.nat());
  return fc
    .record({
      manifests: fc.array(manifest, { minLength: 1, maxLength: 12 }),
      source: tags,
      target: tags,
      // Tags that have the same digest on both sides.
      same: fc.subarray(TAGS),
      // One that importing refuses.
      large: fc.option(fc.constant(60), { nil: 0 }),
    })
    .map(({ manifests, source, target, same, large }) => {
      const content = new Map<string, Content>();
      const inSource = new Set<string>();
      const inTarget = new Set<string>();
      const add = (facts: Content) => {
        const digest = digestOf(content.size + 1);
        content.set(digest, facts);
        return digest;
      };
      const many = Array.from({ length: large }, () => add({ mediaType: IMAGE, children: [] }));
      for (const each of manifests) {
        const known = [...content.keys()];
        const pick = (number: number) => known[number % known.length];
        const children = each.isIndex ? each.children.map(pick).filter((c) => c !== undefined) : [];
        const subject = each.subject === undefined ? undefined : pick(each.subject);
        const digest = add({
          mediaType: typeOf(each),
          children: [...new Set(large > 0 && each.isIndex ? [...many, ...children] : children)],
          ...(subject === undefined ? {} : { subject }),
        });
        if (each.isInSource) inSource.add(digest);
        if (each.isInTarget) inTarget.add(digest);
      }
      const all = [...content.keys()];
      const tagged = (names: Record<string, number>) =>
        new Map(
          Object.entries(names).map(([tag, at]) => [tag, all[at % all.length] ?? digestOf(0)]),
        );
      const sourceTags = tagged(source);
      for (const digest of sourceTags.values()) inSource.add(digest);
      const targetTags = tagged(target);
      for (const tag of same) {
        const digest = sourceTags.get(tag);
        if (digest === undefined) continue;
        targetTags.set(tag, digest);
        inTarget.add(digest);
      }
      // A registry has what its manifests name.
      const visit = (digest: string) => {
        inSource.add(digest);
        content.get(digest)?.children.forEach(visit);
      };
      [...inSource].forEach(visit);
      return {
        source: {
          name: "app/api",
          tags: sourceTags,
          manifests: new Map(
            [...inSource].map((digest) => [
              digest,
              {
                mediaType: content.get(digest)?.mediaType ?? "",
                isReadable: true,
              },
            ]),
          ),
        },
        content,
        target: { tags: targetTags, manifests: inTarget },
      };
    });
}

type Content = ManifestFacts & { readonly mediaType: string };

function typeOf(given: { isIndex: boolean; subject: number | undefined; form: number }): string {
  const [list, ...others] = given.isIndex ? [INDEXES, UNKNOWN] : [LEAVES, UNKNOWN, DOCKER];
  const forms = [list ?? [], ...others].flat();
  const fitting =
    given.subject === undefined ? forms : forms.filter((each) => !/docker/.test(each));
  return fitting[given.form % fitting.length] ?? IMAGE;
}

/** Reads what the plan needs, and plans. */
export function planFor(sides: Sides): RepositoryPlan & { readonly reads: readonly string[] } {
  const known = new Map<string, ManifestFacts>();
  for (;;) {
    const next = manifestsToRead(sides, known);
    if (next.length === 0) break;
    for (const digest of next) {
      known.set(digest, sides.content.get(digest) ?? { children: [] });
    }
  }
  return { ...planRepository(sides, known, "vendor/"), reads: [...known.keys()] };
}

/** A manifest with everything below it. */
export function treeOf({ content }: Pick<Sides, "content">, digest: string): string[] {
  const found = new Set<string>();
  const visit = (each: string) => {
    if (found.has(each)) return;
    found.add(each);
    content.get(each)?.children.forEach(visit);
  };
  visit(digest);
  return [...found];
}

/** What Azure does: the manifest with all below it, and the tags. */
export function importInto(
  target: TargetRepository & Sides["target"],
  sides: Pick<Sides, "content">,
  { digest, tags }: Pick<ImportStep, "digest" | "tags">,
): void {
  for (const each of treeOf(sides, digest)) target.manifests.add(each);
  for (const tag of tags) target.tags.set(tag, digest);
}
