// The scripts of the pipelines that ask Azure DevOps, against a curl that answers from a table and notes its calls.
import { expect } from "chai";
import { readAllAzureJobs, scriptOf } from "./azure";
import { hasJq, type ScriptFolder, scriptFolder } from "./runScript";

const COMMIT = "b".repeat(40);
const RUN = "https://dev.azure.com/o/p/_build/results?buildId=9";

describe("the scripts that ask Azure DevOps", () => {
  let folder: ScriptFolder;

  before(function () {
    if (!hasJq()) this.skip();
  });
  beforeEach(async () => {
    folder = await scriptFolder();
  });
  afterEach(() => folder.remove());

  /** Runs one step of a pipeline. */
  function run(file: string, name: string, answers: object) {
    const steps = readAllAzureJobs()
      .filter((job) => job.file === file)
      .flatMap((job) => job.steps);
    const step = steps.find(({ displayName }) => displayName === name);
    return folder.run((step && scriptOf(step)) ?? "exit 9", {
      answers,
      env: {
        ...{ ACCESS_TOKEN: "token", NUMBER: "12", AGENT_JOBSTATUS: "Succeeded" },
        ...{ AGENT_TEMPDIRECTORY: folder.work, BUILD_BUILDID: "9", BUILD_REPOSITORY_ID: "r" },
        ...{ BUILD_SOURCEVERSION: COMMIT, SYSTEM_TEAMPROJECTID: "p" },
        SYSTEM_COLLECTIONURI: "https://dev.azure.com/o/",
      },
    });
  }

  describe("to say who approved what", () => {
    const record = (answers: object) => {
      const { printed } = run("apply.yml", "Say who approved what", {
        "build/builds/9/timeline": {
          records: [
            { type: "Stage", id: "s" },
            { type: "Checkpoint.Approval", id: "a" },
          ],
        },
        "pipelines/approvals": {
          value: [
            {
              steps: [
                { status: "approved", actualApprover: { uniqueName: "carol@o.example" } },
                { status: "skipped", assignedApprover: { uniqueName: "dave@o.example" } },
              ],
            },
          ],
        },
        "git/repositories/r/pullrequestquery": {
          results: [{ [COMMIT]: [{ pullRequestId: 12, status: "completed" }] }],
        },
        "git/repositories/r/pullRequests/12": {
          pullRequestId: 12,
          title: 'Contoso: "$(touch x)"\n##vso[task.setvariable variable=y]z ###[error]',
          createdBy: { uniqueName: "alice@o.example" },
          closedBy: { displayName: "Bob ##[error]\n::error::" },
          reviewers: [
            { uniqueName: "erin@o.example", vote: 10 },
            { uniqueName: "frank@o.example", vote: -10 },
            { displayName: "Grace", vote: 5 },
          ],
        },
        ...answers,
      });
      const provenance = folder.read("provenance.json");
      return { printed, message: folder.read("message.txt"), provenance };
    };

    it("name the approver, the pull request and its reviewers, and hand on no command that a title or a name holds", () => {
      expect(record({})).to.deep.equal({
        printed: "",
        provenance: `{"commit":"${COMMIT}","author":"alice@o.example","pullRequest":"12","approvers":["Grace","carol@o.example","erin@o.example"],"run":"${RUN}"}\n`,
        message: `${String.raw`Preview approved by carol@o.example (${RUN}), pull request 12 of alice@o.example, completed by Bob # #[error] : :error: :, reviewed by Grace, erin@o.example: "Contoso: \"$(touch x)\" # #vso[task.setvariable variable=y]z # # #[error]"`}\n`,
      });
    });

    it("say where there is none", () => {
      const none = {
        "build/builds/9/timeline": { records: [] },
        "git/repositories/r/pullrequestquery": { results: [{}] },
      };
      expect(record(none)).to.deep.equal({
        printed: "",
        message: `Preview approved by nobody (${RUN}), a commit of no pull request\n`,
        provenance: `{"commit":"${COMMIT}","author":"","pullRequest":"","approvers":[],"run":"${RUN}"}\n`,
      });
    });
  });

  describe("to comment on a pull request", () => {
    const comment = (threads: object[]) => {
      const name = "Write the comment, or change the one that is there";
      const { notes } = run("preview.yml", name, {
        connectionData: { authenticatedUser: { id: "build" } },
        "git/repositories/r/pullRequests/12/threads": { value: threads },
      });
      const [, start = "", body = ""] = /^(\S+ \S+) (.*)$/s.exec(notes) ?? [];
      return { start, body: JSON.parse(body) };
    };
    const threads = "git/repositories/r/pullRequests/12/threads";
    const text = (head: string, what: string) =>
      `<!-- customer-access-plan -->\nCommit ${head}: preview Succeeded, ${RUN}\n\n${what}\n`;

    it("write a thread, and later change its comment", () => {
      folder.write("head", `${COMMIT}\n`);
      folder.write("plan.md", "# Plan\n");
      const content = { content: text(COMMIT, "# Plan"), commentType: 1 };
      expect(comment([])).to.deep.equal({
        start: `POST ${threads}?api-version=7.1`,
        body: { comments: [content], status: 4 },
      });
      const first = { content: "<!-- customer-access-plan -->", author: { id: "build" } };
      const own = { id: 5, comments: [first] };
      expect(comment([{ id: 4, comments: [] }, own])).to.deep.equal({
        start: `PATCH ${threads}/5/comments/1?api-version=7.1`,
        body: content,
      });
    });

    it("leave a thread of somebody else alone, whatever it begins with", () => {
      folder.write("plan.md", "# Plan\n");
      const content = "<!-- customer-access-plan -->\nharmless";
      const others = [{ id: "mallory" }, {}].map((author, id) => ({
        id,
        comments: [
          { content, author },
          { content, author: { id: "build" } },
        ],
      }));
      expect(comment(others).start).to.equal(`POST ${threads}?api-version=7.1`);
      const own = { id: 5, comments: [{ content, author: { id: "build" } }] };
      expect(comment([...others, own]).start).to.equal(
        `PATCH ${threads}/5/comments/1?api-version=7.1`,
      );
    });

    it("say that there is no result, or one that is too long", () => {
      const head = "that cannot be read, or cannot be merged";
      expect(comment([]).body.comments[0].content).to.equal(
        text(head, "The preview gave no result."),
      );
      folder.write("plan.md", "ü".repeat(70_001));
      expect(comment([]).body.comments[0].content).to.equal(
        text(head, "The preview has 140002 bytes, more than a comment holds: run npm run plan."),
      );
    });
  });
});
