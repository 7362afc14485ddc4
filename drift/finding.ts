// What drift can find: every kind, the worst first, with the advice for it.

/** The severity: somebody can do more than the file says, a customer can do less, or something should be cleaned up. */
export type Group = "access" | "loss" | "rest";

interface KindWords {
  readonly group: Group;
  /** The heading over findings of this kind. */
  readonly title: string;
  /** What to do about them. */
  readonly advice: string;
}

const CORRECTS = "the next `pulumi up` corrects it; find out who changed it";

/** The kinds in the order of a report. */
export const KINDS = {
  adminUser: {
    group: "access",
    title: "The admin user",
    advice: "turn it off under the registry's access keys, once nobody uses it",
  },
  anonymousPull: {
    group: "access",
    title: "Pulling without a login",
    advice: "turn it off: whoever may pull logs in",
  },
  undeclaredToken: {
    group: "access",
    title: "Tokens that are not in the file",
    advice:
      "`pulumi up` removes it if its customer has left the file; otherwise adopt it for one (`adopt: [token]`), or disable it and delete it later",
  },
  tokenEnabled: { group: "access", title: "Tokens that were enabled", advice: CORRECTS },
  scopeMapSwapped: {
    group: "access",
    title: "Tokens with another scope map",
    advice: CORRECTS,
  },
  actionsWidened: {
    group: "access",
    title: "Scope maps that allow more than the file",
    advice: "`pulumi up --refresh` corrects it; find out who changed it",
  },
  passwordOutside: {
    group: "access",
    title: "Passwords that were generated outside of this project",
    advice:
      "if nobody may have it, raise `generation` and `revokeBefore`; a rotation that is due overwrites it",
  },
  endedPassword: {
    group: "access",
    title: "Passwords that still work although their end has passed",
    advice: "run `pulumi up`, and look at the nightly run",
  },
  secretReadable: {
    group: "access",
    title: "Secrets that can be read although their customer has no access",
    advice: CORRECTS,
  },
  vaultRole: {
    group: "access",
    title: "Who has rights on the vault and is not in `readers`",
    advice:
      "take the role away, or name the principal in `readers` or in the setting customer-access:operators",
  },
  registryRole: {
    group: "access",
    title: "Who else has rights on the registry",
    advice: "take the role away, or name the principal in the setting customer-access:operators",
  },
  exportPipeline: {
    group: "access",
    title: "Export pipelines",
    advice: "delete it, if nobody can say what it is for",
  },
  connectedRegistry: {
    group: "access",
    title: "Connected registries",
    advice: "delete it, if nobody can say what it is for",
  },
  undeclaredWebhook: {
    group: "access",
    title: "Webhooks of this project that are not in the file",
    advice:
      "`pulumi up` removes one of its own; delete any other, and look who made it: if it sent a header, hand over a new one (docs/sync.md)",
  },
  foreignWebhook: {
    group: "access",
    title: "Webhooks of others that announce what customers pull",
    advice:
      "name it in the setting customer-access:knownWebhooks if you know what it is for, otherwise delete it; its settings in the portal show where it sends",
  },
  tokenMissing: {
    group: "loss",
    title: "Tokens that do not exist",
    advice:
      "not applied yet, or deleted by hand: `npm run plan` tells which, `pulumi up --refresh` makes it again with a new password",
  },
  tokenDisabled: { group: "loss", title: "Tokens that were disabled", advice: CORRECTS },
  scopeMapMissing: {
    group: "loss",
    title: "Scope maps that do not exist",
    advice: "`pulumi up --refresh` makes it again",
  },
  actionsNarrowed: {
    group: "loss",
    title: "Scope maps that allow less than the file",
    advice: "not applied yet, or changed by hand: `pulumi up --refresh` corrects it",
  },
  passwordLost: {
    group: "loss",
    title: "Passwords that were handed out and are gone",
    advice: "`pulumi up` issues a new one where the current one is gone; tell the customer",
  },
  loginRefused: {
    group: "loss",
    title: "Secrets whose value does not log in",
    advice: "`npm run verify` says why, and what to do; tell the customer",
  },
  secretMissing: {
    group: "loss",
    title: "Secrets that do not exist",
    advice: "not applied yet, or deleted by hand: `pulumi up` recovers it or issues a new password",
  },
  secretDisabled: { group: "loss", title: "Secrets that were disabled", advice: CORRECTS },
  secretForeign: {
    group: "loss",
    title: "Secrets with a value that this project did not publish",
    advice: "`npm run credentials` and docs/troubles.md say what to do",
  },
  tagsUntrue: {
    group: "loss",
    title: "Secrets whose tags or end are not those of the password",
    advice: CORRECTS,
  },
  readerMissing: {
    group: "loss",
    title: "Readers without a role on the secret",
    advice: "not applied yet, or taken away by hand: `pulumi up --refresh` gives it again",
  },
  undeclaredScopeMap: {
    group: "rest",
    title: "Scope maps that are not in the file",
    advice: "delete it when no token uses it any more",
  },
  undeclaredSecret: {
    group: "rest",
    title: "Secrets of this project that are not in the file",
    advice: "delete it when nobody fetches it any more",
  },
  otherStack: {
    group: "rest",
    title: "Other stacks",
    advice:
      "run `npm run drift` for that stack, too, and name it in the setting customer-access:otherStacks; if nobody knows it, somebody has forged the mark",
  },
  scopeMapUnmarked: {
    group: "rest",
    title: "Scope maps that do not say whose they are",
    advice: "`pulumi up --refresh` writes the description again",
  },
  absentRepository: {
    group: "rest",
    title: "Repositories in the file that do not exist",
    advice: "correct the name, or push to it",
  },
  unusedRepository: {
    group: "rest",
    title: "Repositories that no customer can pull",
    advice: "nothing, if they are internal",
  },
  quota: {
    group: "rest",
    title: "Limits of the registry",
    advice: "choose a higher tier of registry, or a prefix in place of many repositories",
  },
} as const satisfies Readonly<Record<string, KindWords>>;

/** A kind of finding. */
export type Kind = keyof typeof KINDS;

/** One thing in Azure that the file does not explain. */
export interface Finding {
  readonly kind: Kind;
  /** The id of the customer; absent if it is not about a customer of the file. */
  readonly customer?: string;
  /** What it is about: a token, a scope map, a secret, a principal, a repository. */
  readonly subject: string;
  /** What was found, as text. */
  readonly message: string;
  /** Among findings of one kind: the greater, the worse. @default 0 */
  readonly weight?: number;
}

/** Puts the worst first. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  const order = Object.keys(KINDS);
  return [...findings].sort(
    (one, other) =>
      order.indexOf(one.kind) - order.indexOf(other.kind) ||
      (other.weight ?? 0) - (one.weight ?? 0) ||
      compare(one.subject, other.subject) ||
      compare(one.message, other.message),
  );
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
