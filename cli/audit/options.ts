// The options of npm run audit, and which of them exclude each other.

import { repositoryComplaint } from "../../customers/rules/repositoryRules";
import { UserError } from "../userError";
import { beginningOf, momentOf } from "./moments";

/** What is asked, of which history, and how the answer is printed. */
export interface AuditOptions {
  /** The folder with Pulumi.yaml. */
  readonly folder: string;
  /** Where the history is. @default - the backend that Pulumi uses */
  readonly history?: string;
  /** One; with `attest` any number. */
  readonly stack?: readonly string[];
  readonly at?: string;
  readonly from?: string;
  readonly to?: string;
  readonly customer?: string;
  readonly repository?: string;
  readonly credentials?: boolean;
  readonly verify?: boolean;
  /** A file or folder of run logs and signed statements. */
  readonly anchors?: string;
  /** Files of public keys, with which signatures are verified. */
  readonly key?: readonly string[];
  /** Print the head of the history, unsigned. */
  readonly anchor?: boolean;
  /** A file with a private key, or the URL of a key in Key Vault. */
  readonly sign?: string;
  /** `2026Q3` */
  readonly attest?: string;
  /** The customers file in a clone, whose commits are compared. */
  readonly customers?: string;
  readonly runs?: string;
  readonly approvals?: string;
  readonly evidence?: readonly string[];
  readonly decisions?: string;
  readonly csv?: boolean;
  readonly markdown?: boolean;
  /** The page to write. */
  readonly html?: string;
}

const QUESTIONS = [
  "from",
  "customer",
  "repository",
  "credentials",
  "verify",
  "anchor",
  "sign",
  "attest",
] as const;

/** Options that are of use only beside another one. */
const BESIDE = {
  to: "from",
  anchors: "verify",
  key: "anchors",
  approvals: "attest",
  evidence: "attest",
  decisions: "attest",
  customers: "attest",
} as const;

/** What a question takes no notice of, and what to do instead. */
const BESIDE_NOTHING = {
  verify: {
    names: ["at"],
    why: "the whole history is compared, to its end",
  },
  anchor: {
    names: ["at", "html", "csv", "markdown"],
    why: "it is of the whole history, and one line",
  },
  sign: {
    names: ["at", "html", "csv", "markdown"],
    why: "it signs the whole history, and prints one line",
  },
} as const;

/** One question at a time, in one form, of a value that can be meant. @throws UserError */
export function refuseContradictions(options: AuditOptions): void {
  const isGiven = (name: keyof AuditOptions) =>
    options[name] !== undefined && options[name] !== false;
  const questions = QUESTIONS.filter(isGiven);
  if (questions.length > 1) {
    const names = questions.map((name) => `--${name}`).join(" and ");
    throw new UserError(`${names}: each is a question of its own`, { remedy: "ask one at a time" });
  }
  for (const [name, other] of Object.entries(BESIDE) as [
    keyof typeof BESIDE,
    keyof AuditOptions,
  ][]) {
    if (isGiven(name) && !isGiven(other)) {
      throw new UserError(`--${name}: it has no effect without --${other}`, {
        remedy: `add --${other}, or leave --${name} out`,
      });
    }
  }
  if (isGiven("runs") && !isGiven("attest") && !isGiven("from")) {
    throw new UserError("--runs: it has no effect without --from or --attest", {
      remedy: "add one of them, or leave --runs out",
    });
  }
  for (const time of ["from", "attest"] as const) {
    if (isGiven(time) && isGiven("at")) {
      throw new UserError(`--at and --${time}: a moment and a time`, {
        remedy: "leave one of them out",
      });
    }
  }
  for (const question of ["verify", "anchor", "sign"] as const) {
    const { names, why } = BESIDE_NOTHING[question];
    for (const name of names.filter((each) => isGiven(question) && isGiven(each))) {
      throw new UserError(`--${name} and --${question}: ${why}`, {
        remedy: `leave --${name} out`,
      });
    }
  }
  if (isGiven("attest") && isGiven("html")) {
    throw new UserError("--attest and --html: the page is of one moment, not of a quarter", {
      remedy: "use --at DAY --html FILE for the page, and --markdown for the statement",
    });
  }
  if ((options.stack?.length ?? 0) > 1 && !isGiven("attest")) {
    throw new UserError("--stack: more than one", {
      remedy: "name one; only --attest takes several",
    });
  }
  const { folder, history } = options;
  // Pulumi Cloud is asked by the Pulumi CLI, in the folder of the project.
  if (folder !== "." && history !== undefined && !/^(cloud$|https?:)/.test(history)) {
    throw new UserError(`--folder and --history: the history is read from ${history}`, {
      remedy: "leave --folder out",
    });
  }
  refuseImpossible(options);
}

function refuseImpossible({ repository, from, to }: AuditOptions): void {
  const complaint =
    repository?.includes("*") === true
      ? `"${repository}" is no repository's name`
      : repositoryComplaint(repository ?? "some/name");
  if (complaint !== undefined) {
    throw new UserError(`--repository: ${complaint}`, {
      remedy: "name one repository, without its registry and tag, such as app/api",
    });
  }
  if (from !== undefined && to !== undefined) {
    if (beginningOf(from, "--from") > momentOf(to, "--to")) {
      throw new UserError(`--from ${from}: is later than --to ${to}`, {
        remedy: "exchange the two",
      });
    }
  }
}
