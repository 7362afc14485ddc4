// A spreadsheet saved as CSV: headers in any order, as programs write it, and every problem by its row.

import { expect } from "chai";
import { readSheet } from "../../../cli/adopt/readSheet";

const read = (text: string) => readSheet(Buffer.from(text), "customers.csv");
const ROWS = [
  { row: 2, token: "contoso-pull", displayName: "Contoso, Ltd", accessUntil: "2027-06-30" },
  { row: 4, id: "fabrikam", contact: "it@fabrikam.example" },
];

describe("a spreadsheet", () => {
  const forms: [name: string, text: string][] = [
    [
      "with commas and quotes",
      'token,id,display name,contact,end date\ncontoso-pull,,"Contoso, Ltd",,2027-06-30\n\n,fabrikam,,it@fabrikam.example,\n',
    ],
    [
      "with a byte order mark, semicolons and CRLF",
      "\ufeffID;Token;DisplayName;E-Mail;Access until\r\n;contoso-pull;Contoso, Ltd;;2027-06-30\r\n;;;;\r\nfabrikam;;;it@fabrikam.example;\r\n",
    ],
    [
      "with tabs, and columns in another order",
      "until\tName\tuser name\tcontact\tid\n2027-06-30\tContoso, Ltd\tcontoso-pull\t\t\n\t\t\t\t\n\t\t\tit@fabrikam.example\tfabrikam",
    ],
  ];
  for (const [name, text] of forms) {
    it(`is read ${name}`, () => {
      expect(read(text)).to.deep.equal({
        file: "customers.csv",
        rows: ROWS,
        ignored: [],
        problems: [],
      });
    });
  }

  it("names the columns that are not read, and takes short rows", () => {
    expect(read("Region,token,Notes\nEU,contoso-pull\n")).to.deep.equal({
      file: "customers.csv",
      rows: [{ row: 2, token: "contoso-pull" }],
      ignored: ["Region", "Notes"],
      problems: [],
    });
  });

  it("counts a value of two lines as one row", () => {
    expect(
      read('token,notes\na-pull,"one\ntwo"\nb-pull,\n').rows.map(({ row }) => row),
    ).to.deep.equal([2, 3]);
  });

  const wrong: [name: string, content: string | Uint8Array, problems: string[]][] = [
    [
      "every row that is wrong",
      [
        "token,id,name,contact,end",
        "contoso-pull,Contoso,,,30.06.2027",
        ",,Nobody,,",
        'x-pull,,"Two\nlines",,2027-02-30',
        "y-pull,,,##[error]x,",
        "z-pull,,,,,too,many",
      ].join("\n"),
      [
        `customers.csv:2: "Contoso" is not a customer's id; use 2 to 40 lower-case letters, digits and single hyphens, a letter first, such as contoso`,
        'customers.csv:2: "30.06.2027" is not a date; write it as YYYY-MM-DD',
        "customers.csv:3: names neither a token nor an id; fill in one of them, or remove the row",
        'customers.csv:4: "2027-02-30" does not exist; the last day of that month is 2027-02-28',
        'customers.csv:4: "Two\\nlines" has a line break or a control character; write one plain line',
        'customers.csv:5: "#\\u0023[error]x" would give a command to the pipeline that prints it; leave out the ##',
        "customers.csv:6: has 7 values, but the header 5; put a value with the separator in it into quotes",
      ],
    ],
    [
      "a header without a key",
      "name,contact\nContoso,x@y.example\n",
      [
        'customers.csv:1: no column is called token or id, but "name", "contact"; name one of them so',
      ],
    ],
    [
      "two columns for one thing",
      "token,user name,end,until\n",
      [
        'customers.csv:1: "user name" says the same as "token"; keep one',
        'customers.csv:1: "until" says the same as "end"; keep one',
      ],
    ],
    ["an empty file", "", ["customers.csv: is empty; save the spreadsheet as CSV again"]],
    [
      "a quote that does not end",
      'token,name\na-pull,"Contoso\n',
      [
        "customers.csv: Quote Not Closed: the parsing is finished with an opening quote at line 2; save the spreadsheet as CSV again",
      ],
    ],
    [
      "another encoding",
      Buffer.from("token,name\na-pull,M\u00fcller\n", "latin1"),
      ["customers.csv: is not UTF-8; save it as CSV UTF-8"],
    ],
    [
      "a workbook",
      Buffer.from([0x50, 0x4b, 0x03, 0x04, 0xff, 0xfe]),
      ["customers.csv: is not UTF-8; save it as CSV UTF-8"],
    ],
  ];
  for (const [name, content, problems] of wrong) {
    it(`reports ${name}`, () => {
      expect(readSheet(Buffer.from(content), "customers.csv").problems).to.deep.equal(problems);
    });
  }
});
