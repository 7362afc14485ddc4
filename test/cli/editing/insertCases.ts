// Files of many forms, and what they are once a customer is added.

/** A file and its text with `beta` in it, which may pull app/api; the new lines are marked by `+`. */
export interface InsertCase {
  readonly it: string;
  readonly before: string;
  /** The whole text after; a line that was added starts with `+`. */
  readonly after: string;
}

export const INSERT_CASES: readonly InsertCase[] = [
  {
    it: "puts the id where it belongs in a sorted file, with the blank lines of the others",
    before: "customers:\n  alpha:\n    repositories: [a]\n\n  gamma:\n    repositories: [c]\n",
    after:
      "customers:\n  alpha:\n    repositories: [a]\n\n+  beta:\n+    repositories: [app/api]\n+\n  gamma:\n    repositories: [c]\n",
  },
  {
    it: "puts it first, below what is said about all of them, and above the comment of the next",
    before: `customers: # who
  # Keep them sorted, please.

  # Gamma is large.
  gamma:
    repositories: [c]
  omega: { repositories: [o] }
`,
    after: `customers: # who
  # Keep them sorted, please.

+  beta:
+    repositories: [app/api]
  # Gamma is large.
  gamma:
    repositories: [c]
  omega: { repositories: [o] }
`,
  },
  {
    it: "puts it last in a sorted file, before the section that follows",
    before: `customers:
  alpha:
    repositories: [a]
    # readers: to come

  # Nobody else for now.
acknowledge: []
`,
    after: `customers:
  alpha:
    repositories: [a]
    # readers: to come
+
+  beta:
+    repositories: [app/api]

  # Nobody else for now.
acknowledge: []
`,
  },
  {
    it: "puts it last where ids are not sorted, without blank lines where there are none",
    before: "customers:\n  gamma: { repositories: [c] }\n  alpha: { repositories: [a] } # first\n",
    after:
      "customers:\n  gamma: { repositories: [c] }\n  alpha: { repositories: [a] } # first\n+  beta:\n+    repositories: [app/api]\n",
  },
  {
    it: "keeps quotes, anchors, odd spaces, long texts and block texts",
    before: `defaults:   {   credential: &c {lifetimeDays:   90} }
customers:
  'alpha':
    displayName: >-
      Alpha
      # no comment
    repositories: &r ["a",   'b']
  gamma: { repositories: *r,
    credential: *c }
`,
    after: `defaults:   {   credential: &c {lifetimeDays:   90} }
customers:
  'alpha':
    displayName: >-
      Alpha
      # no comment
    repositories: &r ["a",   'b']
+  beta:
+    repositories: [app/api]
  gamma: { repositories: *r,
    credential: *c }
`,
  },
  {
    it: "indents as the file does",
    before: "customers:\n    alpha:\n          repositories:\n          - a\n",
    after:
      "customers:\n    alpha:\n          repositories:\n          - a\n+\n+    beta:\n+          repositories: [app/api]\n",
  },
  {
    it: "indents by one where the file does",
    before: "customers:\n alpha:\n  repositories: [a]\n gamma:\n  repositories: [c]\n",
    after:
      "customers:\n alpha:\n  repositories: [a]\n+ beta:\n+  repositories: [app/api]\n gamma:\n  repositories: [c]\n",
  },
  {
    it: "goes on without a line end at the end",
    before: "customers:\n  alpha:\n    repositories: [a]",
    after: "customers:\n  alpha:\n    repositories: [a]\n+\n+  beta:\n+    repositories: [app/api]",
  },
  {
    it: "ends lines by CRLF where the file does",
    before: "customers:\r\n  alpha:\r\n    repositories: [a]\r\n",
    after:
      "customers:\r\n  alpha:\r\n    repositories: [a]\r\n+\r\n+  beta:\r\n+    repositories: [app/api]\r\n",
  },
  {
    it: "keeps a byte order mark",
    before: "\ufeffcustomers:\n  gamma: { repositories: [c] }\n  omega: { repositories: [o] }\n",
    after:
      "\ufeffcustomers:\n+  beta:\n+    repositories: [app/api]\n  gamma: { repositories: [c] }\n  omega: { repositories: [o] }\n",
  },
  {
    it: "keeps what stands after the end of the document",
    before: "---\ncustomers:\n  alpha:\n    repositories: [a]\n...\n# the end\n",
    after:
      "---\ncustomers:\n  alpha:\n    repositories: [a]\n+\n+  beta:\n+    repositories: [app/api]\n...\n# the end\n",
  },
  {
    it: "adds the first customer below the key, and below what is said there",
    before: "customers: # none yet\n  # One entry for each.\nacknowledge: []\n",
    after:
      "customers: # none yet\n  # One entry for each.\n+  beta:\n+    repositories: [app/api]\nacknowledge: []\n",
  },
  {
    it: "adds the first customer to a key without a line end",
    before: "customers:",
    after: "customers:\n+  beta:\n+    repositories: [app/api]",
  },
  {
    it: "adds the section to a file without one, indented as the others",
    before: "# ours\ndefaults:\n    credential: { lifetimeDays: 60 }\n",
    after:
      "# ours\ndefaults:\n    credential: { lifetimeDays: 60 }\n+\n+customers:\n+    beta:\n+        repositories: [app/api]\n",
  },
  {
    it: "starts an empty file",
    before: "",
    after: "+customers:\n+  beta:\n+    repositories: [app/api]\n",
  },
  {
    it: "starts a file of comments",
    before: "# yaml-language-server: $schema=./customers.schema.json\n",
    after:
      "# yaml-language-server: $schema=./customers.schema.json\n+\n+customers:\n+  beta:\n+    repositories: [app/api]\n",
  },
];

/** Files to which nothing can be added without changing what stands there, and why. */
export const REFUSED_CASES: Readonly<Record<string, readonly [before: string, why: string]>> = {
  "customers in braces": [
    "customers: { alpha: { repositories: [a] } }\n",
    "the customers are written in braces",
  ],
  "no customers in braces": [
    "customers: {}\n",
    "the customers are written in braces: remove the {} and run this again",
  ],
  "a file in braces": [
    '{"customers": {"alpha": {"repositories": ["a"]}}}\n',
    "the file is written in braces",
  ],
  "keys with a question mark": [
    "customers:\n  ? alpha\n  : repositories: [a]\n",
    "the customers do not each start a line",
  ],
  "keys with an anchor": [
    "customers:\n  &a alpha:\n    repositories: [a]\n",
    "the customers do not each start a line",
  ],
  "null for customers": [
    "customers: ~\n",
    'what stands after "customers:" is no list of customers',
  ],
};
