// Phrases that this project has retired, with what to write instead. Each has an example of it, and one near it that is fine.

/** A phrase, never a single everyday word. */
export interface RetiredPhrase {
  phrase: RegExp;
  /** What to write instead. */
  instead: string;
  /** A text that has it. */
  found: string;
  /** A text near it that is no use of it. */
  passes: string;
}

/** All of them. */
export const RETIRED_PHRASES: readonly RetiredPhrase[] = [
  {
    phrase: /\b(?:take[sn]?|taking|took) over\b/i,
    instead: "adopt; import into the state",
    found: "the token is taken over by this stack",
    passes: "a rotation takes overnight runs",
  },
  {
    phrase: /\bthe fuse\b/i,
    instead: "the guard",
    found: "the fuse refuses the change",
    passes: "the refused change",
  },
  {
    phrase: /\bforet(?:ell(?:s|ing)?|old)\b/i,
    instead: "preview",
    found: "a preview foretells the password's end",
    passes: "a preview shows the password's end",
  },
  {
    phrase:
      /\b(?:changed|deleted|removed|disabled|enabled|regenerated) outside(?! (?:Pulumi|of)\b)/i,
    instead: "outside Pulumi; drift",
    found: "the token was disabled outside; it is enabled again",
    passes: "the token was disabled outside Pulumi",
  },
  {
    phrase: /\b(?:be|is|was|it) proven\b|\bproves? (?:a|the) (?:new )?(?:password|login)\b/i,
    instead: "verify",
    found: "the new password could not be proven by a login",
    passes: "the change is approved, and improves the password",
  },
  {
    phrase: /\b(?:is|are|was|were) judged\b/i,
    instead: "check; compare with",
    found: "the day by which accessUntil is judged",
    passes: "the day with which accessUntil is compared",
  },
  {
    phrase: /\btold by\b/i,
    instead: "given by; shown by",
    found: "the time is told by the answer",
    passes: "the time is shown by the answer",
  },
  {
    phrase: /\bwhat [^.]{1,40} (?:is|are) told\b/i,
    instead: "Options of; the messages about",
    found: "What the engine is told.",
    passes: "Options of the engine; what it prints is shown.",
  },
  {
    phrase: /\btells? of\b/i,
    instead: "describes; reports",
    found: "Tells of customers who lose access.",
    passes: "The message tells offboarded customers apart.",
  },
  {
    phrase: /\b(?:is|are|was|were) said of\b/i,
    instead: "the message about",
    found: "What is said of a token that exists.",
    passes: "It is said offline.",
  },
  {
    phrase: /\baloud\b/i,
    instead: "report",
    found: "a failure that is said aloud",
    passes: "a failure that is allowed",
  },
  {
    phrase: /\bwrit(?:e|es|ing|ten) over\b(?! (?:HTTPS?|TLS|gRPC)\b)/i,
    instead: "overwrite",
    found: "the secret is never written over",
    passes: "requests are written over HTTPS",
  },
  {
    phrase: /\b(?:puts?|putting) (?:(?:it|them|this|that|both) )?right\b/i,
    instead: "correct",
    found: "the next run puts it right",
    passes: "put the right role on the vault",
  },
  {
    phrase: /\bst(?:ands?|ood) in the (?:vault|state|file|answer)\b/i,
    instead: "is in the vault; is in the file",
    found: "the password that stands in the vault",
    passes: "a stand-in for the vault",
  },
  {
    phrase:
      /\b(?:ma[dk]es?|generate[sd]?|issue[sd]?|create[sd]?|start|begins?|put|writes?|written) (?:it |them )?anew\b/i,
    instead: "again; regenerate",
    found: "the slot is generated anew",
    passes: "the slot is generated again",
  },
  {
    phrase:
      /\b(?:answer|reading|secret|password|state|input)s? (?:is |are |may be )?of before\b(?!\)|\.\w)/i,
    instead: "previous; stale",
    found: "one answer may be of before",
    passes: "for (const password of before) {",
  },
  {
    phrase: /\bc(?:omes?|ame) to (?:its|their|an) end\b/i,
    instead: "complete; finish",
    found: "a run that comes to its end",
    passes: "a password works up to its end",
  },
  {
    phrase: /(?<!\b(?:was|were|that) )\bas ever\b/i,
    instead: "as usual; as always",
    found: "the others are served as ever",
    passes: "a password that was ever in the vault, as every test says",
  },
  {
    phrase: /\bby a slip\b/i,
    instead: "by mistake",
    found: "nobody loses access by a slip",
    passes: "the id access-is-not-taken-by-a-slip",
  },
  {
    phrase: /\bknown everywhere\b/i,
    instead: "takes effect everywhere; works everywhere",
    found: "a role takes minutes to be known everywhere",
    passes: "a name that is known, everywhere spelled alike",
  },
  {
    phrase: /\bwhat(?:ever)? (?:becomes|became|has become) of\b/i,
    instead: "what happens to; even after a failure",
    found: "whatever became of the check",
    passes: "the entry becomes part of the file",
  },
  {
    phrase:
      /\b(?:go|goes|went|going) by (?:the|its|his|this|Azure's) (?:own )?(?:clock|day|time|variables|file)\b/i,
    instead: "use",
    found: "the run goes by Azure's day",
    passes: "days go by; the day of the run goes into the record",
  },
  {
    phrase: /\btak(?:e|es|en|ing) (?:\S+ ){0,4}for (?:gone|nobody's|a mistake)\b/i,
    instead: "treat as deleted; treat as",
    found: "azure-native takes every 404 for gone",
    passes: "it takes a day for a role to be removed everywhere",
  },
  {
    phrase: /\bwithout a word\b(?! (?:of|for)\b)/i,
    instead: "silently",
    found: "nothing is cut without a word",
    passes: "a file without a word for it",
  },
  {
    phrase: /\bis no (?:problem|mistake|finding) of\b/i,
    instead: "is not a; a warning",
    found: "what is no problem of the file",
    passes: "there is no problem in the file",
  },
  {
    phrase: /\bneeds? somebody\b/i,
    instead: "needs attention",
    found: "none of 5 customers needs somebody within 14 days",
    passes: "somebody needs the password",
  },
  {
    phrase: /\bmakes? up for (?:it|that)\b/i,
    instead: "tries again; corrects it",
    found: "the next run makes up for it",
    passes: "three customers make up the example",
  },
  {
    phrase: /\btakes? (?:it|that|them|a change) back\b/i,
    instead: "revert",
    found: "the next run takes it back",
    passes: "it takes back-ups of the state",
  },
  {
    phrase: /\bwhoever (?:previews|proposes|plans|joins|was and)\b/i,
    instead: "a preview; the author; a customer who",
    found: "whoever previews reads all names",
    passes: "a person who previews reads all names",
  },
];
