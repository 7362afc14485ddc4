// What the workflows may and may not do: each rule takes one workflow and returns what breaks it.
import { type Job, readWorkflows, type Step, type Workflow } from "./read";
import { writesStack } from "./scripts";

/** Finds what breaks one rule. */
export type Rule = (workflow: Workflow) => string[];

/** What each job may do with GitHub's token; a job that is not listed may do nothing. */
const GRANTS: Readonly<Record<string, Record<string, string>>> = {
  "access-check.yml access-check": { contents: "read" },
  "access-preview.yml find": { contents: "read", "pull-requests": "read" },
  "access-preview.yml waiting": { "pull-requests": "write" },
  "access-preview.yml preview": { contents: "read", "id-token": "write" },
  "access-preview.yml comment": { "pull-requests": "write" },
  "access-apply.yml preview": { contents: "read", "id-token": "write" },
  "access-apply.yml approve": { actions: "read", "pull-requests": "read" },
  "access-apply.yml apply": { contents: "read", "id-token": "write" },
  "access-apply.yml anchor": { contents: "read", "id-token": "write" },
  "access-apply.yml forget": { actions: "write" },
  "access-nightly.yml rotate": { contents: "read", "id-token": "write" },
  "access-nightly.yml anchor": { contents: "read", "id-token": "write" },
  "access-nightly.yml report": { issues: "write" },
};

/** With this event a pull request from a fork is run with the repository's rights. */
const noPullRequestTarget: Rule = ({ on }) =>
  "pull_request_target" in on ? ["starts on pull_request_target"] : [];

const grantsAreMinimal: Rule = (workflow) => {
  if (!isOurs(workflow)) return [];
  const whole = Object.keys(workflow.permissions ?? { everything: "" });
  return [
    ...(whole.length === 0 ? [] : ["grants something to all jobs"]),
    ...jobs(workflow).flatMap(([name, job]) => {
      const allowed = GRANTS[`${originalOf(workflow.file)} ${name}`] ?? {};
      const granted = job.permissions;
      return JSON.stringify(granted) === JSON.stringify(allowed)
        ? []
        : [`${name} grants ${JSON.stringify(granted)}, where ${JSON.stringify(allowed)} is due`];
    }),
  ];
};

/** A tag can be moved to other code; a commit cannot. */
const actionsArePinned: Rule = ({ text }) =>
  [...text.matchAll(/uses: (.+)/g)].flatMap(([, used = ""]) =>
    /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(used) ? [] : [`uses ${used}`],
  );

const checkoutsKeepNoToken: Rule = (workflow) =>
  steps(workflow)
    .filter(({ step }) => step.uses?.startsWith("actions/checkout@"))
    .filter(({ step }) => step.with?.["persist-credentials"] !== false)
    .map(({ job }) => `${job} leaves GitHub's token in the checkout`);

const packagesRunNoScripts: Rule = (workflow) =>
  steps(workflow).flatMap(({ job, step }) =>
    (step.run ?? "")
      .split("\n")
      .filter((line) => /npm (ci|install)\b/.test(line) && !line.includes("--ignore-scripts"))
      .map((line) => `${job} runs the packages' scripts: ${line.trim()}`),
  );

/** An identity in Azure is given by federation, to jobs of an environment alone. */
const identitiesAreFederated: Rule = (workflow) => [
  ...(/\bsecrets\b/.test(workflow.text) ? ["uses a stored secret"] : []),
  ...jobs(workflow)
    .filter(([, job]) => job.permissions?.["id-token"] === "write" && !job.environment)
    .map(([name]) => `${name} gets an identity outside of an environment`),
];

/** The pull request's code is run there. */
const checksHaveNothing: Rule = ({ file, text }) =>
  file === "access-check.yml"
    ? [...text.matchAll(/^.*\b(vars\.|id-token|environment|github\.token|azure\/).*$/gm)].map(
        ([line]) => `has ${line.trim()}`,
      )
    : [];

/** A preview can decrypt the state. */
const previewsRunTheMainBranch: Rule = (workflow) => {
  if (originalOf(workflow.file) !== "access-preview.yml") return [];
  const branch = "$" + "{{ github.event.repository.default_branch }}";
  return [
    ...steps(workflow)
      .filter(({ step }) => step.uses?.startsWith("actions/checkout@"))
      .filter(({ step }) => step.with?.ref !== branch || step.with?.repository !== undefined)
      .map(({ job }) => `${job} checks out something else than the main branch`),
    ...steps(workflow)
      .filter(({ step }) => step.uses?.startsWith("actions/download-artifact@"))
      .filter(({ step }) => step.with?.["run-id"] !== undefined)
      .map(({ job }) => `${job} takes what another run wrote`),
    ...steps(workflow)
      .filter(({ step }) =>
        /\bgit (fetch|pull|checkout|clone)\b|gh pr checkout/.test(step.run ?? ""),
      )
      .map(({ job }) => `${job} fetches code`),
  ];
};

/** Two runs at once would meet at the stack's lock, and a cancelled one may leave a password nobody has. */
const writersTakeTurns: Rule = (workflow) => [
  ...(workflow.concurrency !== undefined && writesStack(workflow.text)
    ? ["holds the stack while somebody is asked"]
    : []),
  ...jobs(workflow)
    .filter(([, job]) => job.environment === "access-production")
    .filter(
      ([, { concurrency }]) =>
        concurrency?.group !== `access-production${suffixOf(workflow.file)}` ||
        concurrency["cancel-in-progress"] !== false,
    )
    .map(([name]) => `${name} may meet another run, or be cancelled by one`),
];

/** Only the plan that somebody approved, or the commit that somebody approved before. */
const writersAreApproved: Rule = (workflow) =>
  jobs(workflow).flatMap(([name, job]) => {
    const script = job.steps.map(({ run = "" }) => run).join("\n");
    if (!writesStack(script)) return [];
    if (job.environment !== "access-production")
      return [`${name} writes outside access-production`];
    const isAfterApproval = [job.needs ?? []]
      .flat()
      .some((needed) => workflow.jobs[needed]?.environment === "access-approval");
    const isOfPlan = /npm run (--silent )?apply\b/.test(script) && !WITHOUT_PLAN.test(script);
    const goesBack = script.indexOf("npm run --silent applied");
    const isApplied = goesBack >= 0 && goesBack < script.search(WITHOUT_PLAN);
    return (isOfPlan && isAfterApproval) || isApplied
      ? []
      : [`${name} applies what nobody approved`];
  });

/** An update of what is checked out. */
const WITHOUT_PLAN = /pulumi -- up\b|npm run (--silent )?rotate\b/;

/** Who requires a check names it by its job alone, and two of one name are both asked for. */
const checksHaveOwnNames: Rule = (workflow) => {
  if (!isCheck(workflow)) return [];
  const others = readWorkflows().filter(({ file }) => file !== workflow.file);
  const taken = new Set(others.flatMap(({ jobs: all }) => Object.keys(all)));
  return jobs(workflow).flatMap(([name]) =>
    taken.has(name) ? [`${name} is the name of another workflow's job too`] : [],
  );
};

/**
 * A required check must report on every pull request, and by what it did.
 *
 * A workflow that a filter leaves out never reports; a job that its `if` leaves out counts as passed:
 * https://docs.github.com/pull-requests/collaborating-with-pull-requests/collaborating-on-repositories-with-code-quality-features/troubleshooting-required-status-checks
 */
const checksAlwaysReport: Rule = (workflow) => {
  if (!isCheck(workflow)) return [];
  const filters = Object.keys((workflow.on.pull_request as object | null) ?? {});
  return [
    ...filters.map((filter) => `reports on some pull requests alone: ${filter}`),
    ...jobs(workflow)
      .filter(([, job]) => job.if !== undefined || job.needs !== undefined)
      .map(([name]) => `${name} may be skipped, which counts as passed`),
  ];
};

/** A comment about one commit must not stay beside the next, such as one that the check refused. */
const commentsAreAlwaysWritten: Rule = ({ file, jobs: { find, comment } }) =>
  originalOf(file) === "access-preview.yml"
    ? [find, comment]
        .map((job) => job?.if ?? "")
        .filter((condition) => /conclusion|result|commit/.test(condition))
        .map((condition) => `comments only if ${condition}`)
    : [];

/** GitHub's own choice of a shell knows no pipefail: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#defaultsrunshell */
const shellsAreNamed: Rule = ({ defaults }) =>
  defaults?.run?.shell === "bash" ? [] : ["leaves the shell to GitHub"];

/** Every rule. */
export const RULES: Readonly<Record<string, Rule>> = {
  noPullRequestTarget,
  grantsAreMinimal,
  actionsArePinned,
  checkoutsKeepNoToken,
  packagesRunNoScripts,
  identitiesAreFederated,
  checksHaveNothing,
  previewsRunTheMainBranch,
  writersTakeTurns,
  writersAreApproved,
  checksHaveOwnNames,
  checksAlwaysReport,
  commentsAreAlwaysWritten,
  shellsAreNamed,
};

/** Which workflow this one is, or is a copy of for a further stack: access-us-apply.yml is access-apply.yml. */
export function originalOf(file: string): string {
  return file.replace(COPY, "access-$2.yml");
}

/** What ends the names that a copy has of its own: `-us`. */
function suffixOf(file: string): string {
  const [, stack] = COPY.exec(file) ?? [];
  return stack === undefined ? "" : `-${stack}`;
}

const COPY = /^access-([a-z0-9-]+)-(apply|nightly|preview)\.yml$/;

/** The tests' own workflow runs no stack. */
function isOurs({ file }: Workflow): boolean {
  return file.startsWith("access-");
}

function isCheck({ on }: Workflow): boolean {
  return "pull_request" in on;
}

function jobs(workflow: Workflow): [string, Job][] {
  return Object.entries(workflow.jobs);
}

function steps(workflow: Workflow): { job: string; step: Step }[] {
  return jobs(workflow).flatMap(([job, { steps: all }]) => all.map((step) => ({ job, step })));
}
