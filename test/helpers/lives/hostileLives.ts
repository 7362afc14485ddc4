// Lives whose every text tries to be something else: markup, a script, an end of the data, another direction, a very long name.

import type { Life, Lives, UpdateFact } from "../../../audit/lives";

const TEXTS = [
  "<b>hostile</b>",
  "<script>window.harmed='hostile'</script>",
  "</script><script>window.harmed='hostile'</script>",
  "<!--<script>hostile",
  "</noscript><img src=x onerror=\"window.harmed='hostile'\">",
  "\"' onmouseover=\"window.harmed='hostile'",
  "javascript:window.harmed='hostile'",
  "\u202eesrever\u2066 hostile",
  "line\u2028end\u2029hostile",
  "مرحبا hostile",
  "__proto__",
  "constructor",
  "a".repeat(200),
  `${"very/long/".repeat(19)}name-00000`,
] as const;

/** One customer, repository, update and gap for each. */
export const HOSTILE: Lives = {
  stack: TEXTS[1],
  source: TEXTS[2],
  registryId: TEXTS[4],
  vaultId: TEXTS[5],
  asOf: "2026-06-01T18:00:00.000Z",
  updates: TEXTS.map(updateOf),
  customers: TEXTS.map(lifeOf),
  others: [],
  gaps: TEXTS.map((text) => ({ at: text, words: text })),
};

function updateOf(text: string, index: number): UpdateFact {
  const day = String(index + 1).padStart(2, "0");
  return {
    ...{ number: index + 1, name: text, kind: text, result: "succeeded", isQuiet: false },
    startedAt: `2026-01-${day}T08:59:00Z`,
    endedAt: `2026-01-${day}T09:00:00Z`,
    message: text,
    acknowledged: [{ customers: [text], reason: text, until: text }],
    provenance: {
      ...{ commit: text, author: text, pullRequest: text },
      approvers: [text, text],
      run: text,
    },
  };
}

function lifeOf(text: string, index: number): Life {
  return {
    id: text,
    tokenNames: [text],
    spans: [
      {
        from: index + 1,
        state: "active",
        repositories: [text, `${text}/*`],
        actions: ["content/read", text],
        declared: text,
      },
    ],
    passwords: [{ slot: "password1", from: text, seenIn: index + 1, how: "in use" }],
  };
}
