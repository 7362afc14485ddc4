// How a problem reads.
import { expect } from "chai";
import { formatPath, formatProblem, quote } from "../../customers/problem";

const PROBLEM = {
  file: "customers.yaml",
  line: 14,
  column: 9,
  path: "customers.acme.repositories[1]",
  rule: "repository-path-is-valid",
  message: '"Team/App" is not a repository path; use lower-case letters',
};

describe("formatProblem", () => {
  it("says where, what, and which rule, and leaves out that customers are customers", () => {
    expect(formatProblem(PROBLEM)).to.equal(
      'customers.yaml:14:9  acme.repositories[1]: "Team/App" is not a repository path; use lower-case letters  [repository-path-is-valid]',
    );
  });

  it("speaks of the whole file without a path", () => {
    const problem = {
      ...PROBLEM,
      path: "",
      rule: "file-is-not-empty",
      message: "the file is empty",
    };
    expect(formatProblem(problem)).to.equal(
      "customers.yaml:14:9  the file is empty  [file-is-not-empty]",
    );
  });
});

describe("formatPath", () => {
  it("quotes keys that are not plain words", () => {
    const path = ["customers", "a.b c\n", "repositories", 0];
    expect(formatPath(path)).to.equal('customers."a.b c\\n".repositories[0]');
  });
});

describe("quote", () => {
  it("shortens a long value and shows what a terminal or a build system would obey", () => {
    expect(quote("x".repeat(61))).to.equal(`"${"x".repeat(57)}..."`);
    expect(quote("##vso[a]b ###[c]")).to.equal('"#\\u0023vso[a]b #\\u0023\\u0023[c]"');
    expect(quote("a\u001b[2J\u009b\u202e\u2028")).to.equal('"a\\u001b[2J\\u009b\\u202e\\u2028"');
  });

  it("shows every character that nobody sees, and leaves what is seen as it is", () => {
    expect(
      quote("a\u061c\u00ad\u3164\u2063\u{e0041}\u200d\ufe0f\u2800\ufffa\uffff\u{1fffe}"),
    ).to.equal(
      '"a\\u061c\\u00ad\\u3164\\u2063\\u{e0041}\\u200d\\ufe0f\\u2800\\ufffa\\uffff\\u{1fffe}"',
    );
    expect(quote("Café 株式会社 \u{1f600} a\u00a0b")).to.equal(
      '"Café 株式会社 \u{1f600} a\u00a0b"',
    );
  });
});
