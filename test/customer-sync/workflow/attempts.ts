// What callers try who are not the vendor, or who want more than the customer takes.
import {
  FOREIGN_REPOSITORY,
  HEADER_SECRET,
  PREVIOUS_HEADER_SECRET,
  type SyncedRegistries,
} from "./syncedRegistries";

/** What callers send in place of the right event, or of the right header. */
export type Attempt = { readonly event: object; readonly headers?: Record<string, string> };

/** By what is wrong with it. */
export function attemptsAt(both: SyncedRegistries): Record<string, Attempt> {
  const event = (target: object, more?: object) => ({ event: both.event(target, more) });
  const tagged = (tag: unknown) => event({ tag });
  const right = both.event({ tag: "1.0.0" });
  const secret = (value: string, name = "X-Registry-Sync") => ({
    event: right,
    headers: { [name]: value },
  });
  return {
    "no header": { event: right, headers: {} },
    "an empty header": secret(""),
    "a wrong header": secret("wrong"),
    "a part of the secret": secret(HEADER_SECRET.slice(0, -1)),
    "the secret in another case": secret(HEADER_SECRET.toUpperCase()),
    "two secrets in one header": secret(`${HEADER_SECRET}, ${HEADER_SECRET}`),
    "the secret in another header": secret(HEADER_SECRET, "X-Other"),
    "a previous secret that no longer counts": secret(PREVIOUS_HEADER_SECRET),
    "another action": event({ tag: "1.0.0" }, { action: "delete" }),
    "a ping": { event: { id: "1", timestamp: "2026-03-01T00:00:00Z", action: "ping" } },
    "another host": event({ tag: "1.0.0" }, { request: { host: "evil.azurecr.io" } }),
    "a host that contains the right one": event(
      { tag: "1.0.0" },
      { request: { host: `${both.vendor.loginServer}.evil.example` } },
    ),
    "no host": event({ tag: "1.0.0" }, { request: {} }),
    "no source": event({ tag: "1.0.0" }, { request: undefined }),
    "another repository": event({ repository: FOREIGN_REPOSITORY, tag: "1.0.0" }),
    "a part of a repository": event({ repository: "app", tag: "1.0.0" }),
    "a repository with a tag": event({ repository: "app/api:1.0.0", tag: "1.0.0" }),
    "a repository with a digest": event({ repository: `app/api@sha256:${"a".repeat(64)}` }),
    "a repository in another case": event({ repository: "App/Api", tag: "1.0.0" }),
    "a path out of the repository": event({ repository: "app/api/../other", tag: "1.0.0" }),
    "no repository": event({ repository: undefined, tag: "1.0.0" }),
    "no target": event({}, { target: undefined }),
    ...Object.fromEntries(BAD_TAGS.map((tag) => [`the tag ${JSON.stringify(tag)}`, tagged(tag)])),
    "a tag that is too long": tagged("a".repeat(129)),
    "a tag that is a list": tagged(["1.0.0"]),
    "a tag that is an object": tagged({ name: "1.0.0" }),
    ...Object.fromEntries(
      BAD_DIGESTS.map((digest) => [
        `the digest ${JSON.stringify(digest)}`,
        event({ digest, tag: "1.0.0" }),
      ]),
    ),
    "no digest": event({ digest: undefined, tag: "1.0.0" }),
  };
}

const BAD_TAGS = [
  "1.0.0:latest",
  "a/b",
  "a@b",
  `latest@sha256:${"a".repeat(64)}`,
  "..",
  "../../other/manifests/1.0.0",
  "-x",
  ".x",
  "a b",
  "a?b",
  "a#b",
  "a%2fb",
  "a\\b",
  "a\nb",
  "a\tb",
  'a"b',
];

const BAD_DIGESTS = [
  "",
  "sha256:",
  "latest",
  "a".repeat(71),
  `sha256:${"a".repeat(63)}`,
  `sha256:${"a".repeat(65)}`,
  `sha256:${"a".repeat(60)}/../`,
  `sha256:${"a".repeat(62)}?x`,
];
