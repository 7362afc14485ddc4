// What the workflows may and may not do: each rule takes one workflow and returns what breaks it.
import type { Job, Step, Workflow } from "./read";

/** Finds what breaks one rule. */
export type Rule = (workflow: Workflow) => string[];

/** What each job may do with GitHub's token; a job that is not listed may do nothing. */
const GRANTS: Readonly<Record<string, Record<string, string>>> = {
  "access-check.yml check": { contents: "read" },
  "access-preview.yml find": { contents: "read", "pull-requests": "read" },
  "access-preview.yml preview": { contents: "read", "id-token": "write" },
  "access-preview.yml comment": { "pull-requests": "write" },
  "access-apply.yml preview": { contents: "read", "id-token": "write" },
  "access-apply.yml apply": { contents: "read", "id-token": "write" },
  "access-apply.yml forget": { actions: "write" },
  "access-nightly.yml rotate": { contents: "read", "id-token": "write" },
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
      const allowed = GRANTS[`${workflow.file} ${name}`] ?? {};
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

/** GitHub writes the text of an expression into the script before it is run. */
const scriptsHoldNoExpressions: Rule = (workflow) =>
  steps(workflow)
    .filter(({ step }) => step.run?.includes("${{"))
    .map(({ job, step }) => `${job}: "${step.name}" has an expression in its script`);

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

/** Whoever previews can decrypt the state. */
const previewsRunTheMainBranch: Rule = (workflow) => {
  if (workflow.file !== "access-preview.yml") return [];
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
  ...(workflow.concurrency !== undefined && writes(workflow.text)
    ? ["holds the stack while somebody is asked"]
    : []),
  ...jobs(workflow)
    .filter(([, job]) => job.environment === "access-production")
    .filter(
      ([, { concurrency }]) =>
        concurrency?.group !== "access-production" || concurrency["cancel-in-progress"] !== false,
    )
    .map(([name]) => `${name} may meet another run, or be cancelled by one`),
];

/** Only the plan that somebody approved, or the commit that somebody approved before. */
const writersAreApproved: Rule = (workflow) =>
  jobs(workflow).flatMap(([name, job]) => {
    const script = job.steps.map(({ run = "" }) => run).join("\n");
    if (!writes(script)) return [];
    if (job.environment !== "access-production")
      return [`${name} writes outside access-production`];
    const isAfterApproval = [job.needs ?? []]
      .flat()
      .some((needed) => workflow.jobs[needed]?.environment === "access-approval");
    const isOfPlan = /npm run apply\b/.test(script) && !/pulumi -- up\b/.test(script);
    const goesBack = script.indexOf("npm run --silent applied");
    const isApplied = goesBack >= 0 && goesBack < script.indexOf("pulumi -- up");
    return (isOfPlan && isAfterApproval) || isApplied
      ? []
      : [`${name} applies what nobody approved`];
  });

/** Every rule. */
export const RULES: Readonly<Record<string, Rule>> = {
  noPullRequestTarget,
  grantsAreMinimal,
  actionsArePinned,
  checkoutsKeepNoToken,
  scriptsHoldNoExpressions,
  packagesRunNoScripts,
  identitiesAreFederated,
  checksHaveNothing,
  previewsRunTheMainBranch,
  writersTakeTurns,
  writersAreApproved,
};

/** The tests' own workflow runs no stack. */
function isOurs({ file }: Workflow): boolean {
  return file.startsWith("access-");
}

function writes(script: string): boolean {
  return /npm run apply\b|pulumi -- (up|destroy|refresh|import)\b/.test(script);
}

function jobs(workflow: Workflow): [string, Job][] {
  return Object.entries(workflow.jobs);
}

function steps(workflow: Workflow): { job: string; step: Step }[] {
  return jobs(workflow).flatMap(([job, { steps: all }]) => all.map((step) => ({ job, step })));
}
