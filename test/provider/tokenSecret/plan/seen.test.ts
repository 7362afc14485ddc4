// What the state holds after token and secret were read from Azure.

import { expect } from "chai";
import type { SecretInputs } from "../../../../provider/tokenSecret/inputs";
import type { SecretState } from "../../../../provider/tokenSecret/secretState";
import { afterReading, type Seen } from "../../../../provider/tokenSecret/seen";
import { SCOPE_MAP_ID, slot } from "../../../passwords/passwords";
import { inputs, SECRET_ID, secret, state, TAGS, token } from "../builders";

const TODAY = "2026-01-21";
const [OURS] = token().passwords;
const OUTSIDE = { name: "password2", createdAt: "2026-01-20T10:00:00.000Z" } as const;
const NAME = "secret contoso-registry-x7k2pd";
const ANOTHER = "ffffffffffffffffffffffffffffffff";
const { Owner: _, ...UNMARKED } = TAGS;
const MISSING = { ...slot("password1"), isMissing: true as const };

/** password2 was published after the state was written. */
const LATER = {
  token: token({ passwords: [OURS ?? OUTSIDE, OUTSIDE] }),
  secret: secret({
    version: ANOTHER,
    expiresAt: undefined,
    tags: { ...TAGS, CredentialId: "password2", IssuedAt: OUTSIDE.createdAt, Generation: "3" },
  }),
};

describe("afterReading", () => {
  const cases: [name: string, seen: Partial<Seen>, changed: Partial<SecretState>][] = [
    ["changes nothing when nothing changed", {}, {}],
    [
      "keeps the known spelling of an id",
      { token: token({ scopeMapId: SCOPE_MAP_ID.toUpperCase() }) },
      {},
    ],
    [
      "sees a token that was disabled",
      { token: token({ enabled: false }) },
      { enabled: false, drift: { enabled: "the token was disabled outside Pulumi" } },
    ],
    [
      "sees another scope map",
      { token: token({ scopeMapId: `${SCOPE_MAP_ID}-other` }) },
      {
        scopeMapId: `${SCOPE_MAP_ID}-other`,
        drift: { scopeMapId: "the token was bound to scope map contoso-pull-other outside Pulumi" },
      },
    ],
    [
      "marks a password that was regenerated outside Pulumi",
      { token: token({ passwords: [{ ...OUTSIDE, name: "password1" }] }) },
      {
        slots: [MISSING],
        drift: { password1: "password1 was regenerated outside Pulumi on 2026-01-20" },
      },
    ],
    [
      "marks a password that was removed outside Pulumi",
      { token: token({ passwords: [] }) },
      { slots: [MISSING], drift: { password1: "password1 was removed outside Pulumi" } },
    ],
    [
      "believes no password that is older than the known one",
      {
        token: token({ passwords: [{ name: "password1", createdAt: "2025-12-31T00:00:00.000Z" }] }),
      },
      {},
    ],
    [
      "does not accept a password that was made outside Pulumi in the other slot",
      { token: token({ passwords: [...token().passwords, OUTSIDE] }) },
      {},
    ],
    [
      "sees a secret that was disabled",
      { secret: secret({ enabled: false }) },
      { secretEnabled: false, drift: { secret: `${NAME} was disabled outside Pulumi` } },
    ],
    [
      "sees a secret whose end was changed",
      { secret: secret({ expiresAt: "2027-01-01T00:00:00.000Z" }) },
      {
        secretIs: "altered",
        drift: { secret: `end or tags of ${NAME} were changed outside Pulumi` },
      },
    ],
    [
      "sees that our tags are missing on the version that we published",
      { secret: secret({ tags: UNMARKED }) },
      {
        secretIs: "altered",
        drift: { secret: `end or tags of ${NAME} were changed outside Pulumi` },
      },
    ],
    ["minds no tags of others", { secret: secret({ tags: { ...TAGS, team: "sales" } }) }, {}],
    [
      "sees another version without a mark",
      { secret: secret({ version: ANOTHER, tags: {} }) },
      { secretIs: "foreign", drift: { secret: `${NAME} was written by somebody else` } },
    ],
    [
      "sees another stack's mark",
      { secret: secret({ version: ANOTHER, tags: { ...TAGS, Owner: "o1", Stack: "s1" } }) },
      { secretIs: "owned by stack s1 (o1)" },
    ],
    [
      "keeps another stack's name in its line",
      {
        secret: secret({
          version: ANOTHER,
          tags: { ...TAGS, Owner: "o1", Stack: "s\n\u001b[2J1" },
        }),
      },
      { secretIs: "owned by stack s [2J1 (o1)" },
    ],
    [
      "sees that the secret is not there",
      { secret: undefined },
      { secretIs: "missing", drift: { secret: `${NAME} was deleted outside Pulumi` } },
    ],
    [
      "catches up with what was published since",
      LATER,
      {
        currentSlot: "password2",
        secretVersion: ANOTHER,
        slots: [
          slot("password1"),
          { name: "password2", createdAt: OUTSIDE.createdAt, generation: 3 },
        ],
      },
    ],
    [
      "believes no version that bears our mark and is not the one that we published",
      { secret: secret({ version: ANOTHER }) },
      { secretIs: "unconfirmed", drift: { secret: `${NAME} was written by somebody else` } },
    ],
    [
      "believes no mark that the token does not confirm",
      { secret: secret({ tags: { ...TAGS, IssuedAt: "2026-01-15T00:00:00.000Z" } }) },
      { secretIs: "unconfirmed", drift: { secret: `${NAME} was written by somebody else` } },
    ],
  ];
  for (const [name, seen, changed] of cases) {
    it(name, () => {
      const both = { token: token(), secret: secret(), ...seen };
      expect(afterReading(state(), inputs(), both, { today: TODAY })).to.deep.equal({
        ...state(),
        ...changed,
      });
    });
  }

  const REVOKED = { currentSlot: "password1", revokedBefore: 2, slots: [] } as const;
  it("misses no end of a password that was revoked, while its secret still has it", () => {
    const known = state({ ...REVOKED, enabled: false, secretEnabled: false });
    const seen = {
      token: token({ enabled: false, passwords: [] }),
      secret: secret({ enabled: false }),
    };
    expect(afterReading(known, inputs({ enabled: false }), seen, { today: TODAY })).to.deep.equal(
      known,
    );
  });

  const first: [name: string, seen: Seen, change: Partial<SecretInputs>, expected: SecretState][] =
    [
      [
        "keeps all passwords of a token that was there before, for any of them may be in use",
        { token: token({ passwords: [...token().passwords, OUTSIDE] }), secret: undefined },
        { adoptsToken: true },
        {
          username: "contoso-pull",
          enabled: true,
          scopeMapId: SCOPE_MAP_ID,
          slots: [
            slot("password1", { generation: 0 }),
            { name: "password2", createdAt: OUTSIDE.createdAt, generation: 0 },
          ],
        },
      ],
      [
        "takes those of a token that this stack made for nobody's",
        { token: token(), secret: undefined },
        {},
        { username: "contoso-pull", enabled: true, scopeMapId: SCOPE_MAP_ID, slots: [] },
      ],
      [
        "knows what it has published, without a state",
        { token: token(), secret: secret() },
        {},
        state(),
      ],
      [
        "knows from one mark both passwords",
        {
          token: LATER.token,
          secret: secret({
            ...LATER.secret,
            tags: { ...LATER.secret.tags, Beside: `password1 ${OURS?.createdAt} 2` },
          }),
        },
        {},
        state({
          secretId: SECRET_ID,
          secretVersion: ANOTHER,
          currentSlot: "password2",
          slots: [
            slot("password1", { generation: 2 }),
            { name: "password2", createdAt: OUTSIDE.createdAt, generation: 3 },
          ],
        }),
      ],
      [
        "holds one that is older than the published one, although no tag names it",
        LATER,
        {},
        state({
          secretVersion: ANOTHER,
          currentSlot: "password2",
          slots: [
            slot("password1", { generation: 0 }),
            { name: "password2", createdAt: OUTSIDE.createdAt, generation: 3 },
          ],
        }),
      ],
      [
        "holds none that is younger than the published one: a run that died has made it",
        { token: LATER.token, secret: secret() },
        {},
        state(),
      ],
    ];
  for (const [name, seen, change, expected] of first) {
    it(name, () => {
      expect(afterReading({ slots: [] }, inputs(change), seen, { today: TODAY })).to.deep.equal(
        expected,
      );
    });
  }
});
