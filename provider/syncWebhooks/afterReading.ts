// The state after a reading, and how each webhook differs from what is wanted.

import { isDeepStrictEqual } from "node:util";
import { webhookScope } from "../../access/webhookScope";
import type { RegistryWebhook } from "../../azure/webhooks/registryWebhooks";
import { type SyncInputs, wantedTargets } from "./inputs";
import type { Seen } from "./seen";
import type { RefusedUrl, SyncState } from "./state";
import { hasTags, webhookTags } from "./tags";
import { type Target, targetWords } from "./targets";
import { HEADER, type ReadValues, type Values } from "./values";

/**
 * The state after a reading.
 *
 * @param read without values where they were not read: then neither address nor header is compared
 */
export function afterReading(
  before: SyncState,
  inputs: SyncInputs,
  seen: Seen,
  { values, complaint }: ReadValues,
): SyncState {
  const targets = wantedTargets(inputs);
  const differing = [...seen.webhooks].flatMap(([name, webhook]) => {
    const target = targets.get(name);
    return target === undefined
      ? []
      : [{ name, differences: differencesOf(webhook, target, inputs, values) }];
  });
  const known = asSent(before, inputs, { seen, values, differing });
  const { drift: _, urlIs: __, refusedUrl: ___, ...rest } = known;
  // What this run changes anyway is no drift.
  const expected = [
    ...(known.inUse === inputs.inUse ? [] : ["header"]),
    ...(seen.urlVersion === known.urlVersion ? [] : ["address"]),
    ...((known.enabled ?? true) === inputs.enabled ? [] : ["status"]),
  ];
  const drift: Record<string, string> = {};
  if (seen.secretDrift !== undefined) drift.secret = seen.secretDrift;
  for (const { name, differences } of differing) {
    const byOthers = differences.filter(
      (each) => !expected.includes(each) && (inputs.enabled || each === "status"),
    );
    if (byOthers.length > 0) {
      drift[name] = `was changed outside Pulumi (${byOthers.join(", ")}) and is corrected`;
    }
  }
  const refusedUrl = refusedUrlOf(known, inputs, seen, { values, complaint });
  const urlIs = urlIsOf(known, inputs, seen, refusedUrl);
  const words = [...seen.webhooks.keys()].map((name) => {
    const target = targets.get(name);
    return [name, target === undefined ? (known.webhooks[name] ?? name) : targetWords(target)];
  });
  return {
    ...rest,
    headers: seen.headers,
    webhooks: Object.fromEntries(words),
    ...(urlIs === undefined ? {} : { urlIs }),
    ...(refusedUrl === undefined ? {} : { refusedUrl }),
    ...(Object.keys(drift).length === 0 ? {} : { drift }),
  };
}

/** A run that was killed may have sent every webhook to the present URL, with the header in use. */
function asSent(
  known: SyncState,
  { inUse }: SyncInputs,
  {
    seen: { urlVersion },
    values,
    differing,
  }: {
    seen: Seen;
    values: Values | undefined;
    differing: readonly { differences: readonly string[] }[];
  },
): SyncState {
  if (values === undefined || differing.length === 0) return known;
  const isRight = (what: string) =>
    differing.every(({ differences }) => !differences.includes(what));
  return {
    ...known,
    ...(urlVersion !== undefined && isRight("address") ? { urlVersion } : {}),
    ...(values.header !== undefined && isRight("header") ? { inUse } : {}),
  };
}

/** How a webhook differs from what is wanted: `status`, `scope`, `address`, `header`, … */
function differencesOf(
  { name, isEnabled, scope, actions, tags }: RegistryWebhook,
  target: Target,
  inputs: SyncInputs,
  values: Values | undefined,
): string[] {
  const sent = values?.sent.get(name);
  const { url = "", header } = values ?? {};
  const isHeader =
    header === undefined || isDeepStrictEqual({ ...sent?.customHeaders }, { [HEADER]: header });
  return [
    ...(isEnabled === inputs.enabled ? [] : ["status"]),
    ...(scope === webhookScope(target.repository) ? [] : ["scope"]),
    ...(isDeepStrictEqual([...actions], ["push"]) ? [] : ["actions"]),
    ...(hasTags(tags, webhookTags(inputs, target)) ? [] : ["tags"]),
    ...(sent === undefined || isSameUrl(sent.serviceUri, url) ? [] : ["address"]),
    ...(sent === undefined || isHeader ? [] : ["header"]),
  ];
}

/** A version that was refused stays so, also for those who may not read it. */
function refusedUrlOf(
  { refusedUrl }: SyncState,
  { enabled }: SyncInputs,
  { urlVersion: version }: Seen,
  { values, complaint }: ReadValues,
): RefusedUrl | undefined {
  if (complaint !== undefined && version !== undefined) return { version, complaint };
  const isSame = !enabled || refusedUrl?.version === version;
  return values === undefined && isSame ? refusedUrl : undefined;
}

function urlIsOf(
  { urlVersion, webhooks, urlIs }: SyncState,
  { enabled }: SyncInputs,
  seen: Seen,
  refusedUrl: RefusedUrl | undefined,
): SyncState["urlIs"] {
  if (!enabled) return urlIs;
  if (seen.urlVersion === undefined) {
    return urlVersion || Object.keys(webhooks).length > 0 ? "missing" : undefined;
  }
  if (refusedUrl !== undefined) return "refused";
  return seen.urlVersion === urlVersion ? undefined : "new";
}

/** As addresses are compared, in which a default port says nothing. */
function isSameUrl(one: string, other: string): boolean {
  const [a, b] = [one, other].map((each) => (URL.canParse(each) ? new URL(each).href : each));
  return a === b;
}
