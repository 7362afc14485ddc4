// Each line for the Azure CLI that people are given is one that is run against the emulator, or one that says why not.
import { expect } from "chai";
import { azLines, commandOf, optionsOf } from "./azLines";
import { projectAzLines } from "./azProject";
import { OTHER_LINES, RUN_LINES } from "./azTable";

describe("the lines for the Azure CLI", () => {
  it("are each run, or say why not", () => {
    const kinds = [...RUN_LINES, ...OTHER_LINES];
    const unknown = projectAzLines()
      .filter(({ text }) => !kinds.some(({ pattern }) => pattern.test(text)))
      .map(({ file, line, text }) => `${file}:${line}: neither run nor explained: ${text}`);
    expect(unknown).to.deep.equal([]);
  });

  it("are found in documents and in what programs print", () => {
    const files = new Set(projectAzLines().map(({ file }) => file));
    expect([...files]).to.include.members(["docs/operations.md", "customers/rules/readerRules.ts"]);
  });
});

describe("azLines", () => {
  const fence = "```";

  it("finds lines in blocks and between backticks, as they are typed", () => {
    const text = [
      "Run `az keyvault recover --name <vault>` (or `azd up`).",
      fence,
      "$ az one --a 1   # comment",
      "  az two \\",
      '    --id "$(az three --b 2)" \\',
      "    | docker login",
      "echo az four",
      "  five=$(az five --c $(az six) | jq .a)",
      fence,
    ].join("\n");
    expect(azLines("docs/a.md", text)).to.deep.equal([
      { file: "docs/a.md", line: 3, text: "az one --a 1" },
      { file: "docs/a.md", line: 4, text: 'az two --id "$(az three --b 2)"' },
      { file: "docs/a.md", line: 4, text: "az three --b 2" },
      { file: "docs/a.md", line: 8, text: "az five --c $(az six)" },
      { file: "docs/a.md", line: 8, text: "az six" },
      { file: "docs/a.md", line: 1, text: "az keyvault recover --name <vault>" },
    ]);
  });

  it("finds lines in texts of programs", () => {
    const placeholder = "$".concat("{name}");
    const text = [
      `const a = \`remove it with \\\`az acr token x --name ${placeholder}\\\`\`;`,
      'b("`az login`");',
    ];
    expect(azLines("a.ts", text.join("\n"))).to.deep.equal([
      { file: "a.ts", line: 1, text: `az acr token x --name ${placeholder}` },
      { file: "a.ts", line: 2, text: "az login" },
    ]);
  });

  it("takes a line apart", () => {
    const text = "az role assignment create --assignee <id> --scope /a--b";
    expect([commandOf(text), optionsOf(text)]).to.deep.equal([
      "az role assignment create",
      ["--assignee", "--scope"],
    ]);
  });
});
