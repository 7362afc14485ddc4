// The problems of tokens and scope maps that a program is to adopt: what is missing, what cannot be read, and whose they are.

import { expect } from "chai";
import { adoptionProblems } from "../../provider/adoptionProblems";
import { azureAccess } from "../../provider/azureAccess";
import { useInProcess } from "../emulator/inProcessAzure";
import { CASES } from "./adoptionProblemCases";

describe("adoptionProblems", () => {
  const azure = useInProcess();

  beforeEach(async () => {
    azure.emulator.faults.clear();
    await azure.arm("DELETE", "tokens/contoso-pull");
    for (const name of ["contoso-pull", "fabrikam-pull", "by-hand"]) {
      await azure.arm("DELETE", `scopeMaps/${name}`);
    }
  });

  for (const { name, adopt, bound, scopeMaps = {}, owner, fault, found = {} } of CASES) {
    it(`says what is in the way where ${name}`, async () => {
      const { registryId } = azure;
      for (const [scopeMap, description] of Object.entries(scopeMaps)) {
        const properties = { actions: ["repositories/app/api/content/read"], description };
        await azure.arm("PUT", `scopeMaps/${scopeMap}`, { properties });
      }
      if (bound !== undefined) {
        const properties = { scopeMapId: `${registryId}/scopeMaps/${bound}` };
        const { status } = await azure.arm("PUT", "tokens/contoso-pull", { properties });
        expect(status).to.be.lessThan(300);
      }
      if (fault !== undefined) {
        const refusal = { status: 403, code: "AuthorizationFailed", message: "No." };
        azure.emulator.faults.add({ ...fault, ...refusal, times: 9 });
      }
      const ids = {
        scopeMap: `${registryId}/scopeMaps/contoso-pull`,
        token: `${registryId}/tokens/contoso-pull`,
      };
      const adoption = { customer: "contoso", tokenId: ids.token, scopeMapId: ids.scopeMap, adopt };
      const { environment } = azure.emulator;
      const { signal } = new AbortController();
      const ask = adoptionProblems(azureAccess(environment, { ...azure.http, signal }));
      const answer = await ask({
        adoptions: [adoption],
        ...(owner === undefined ? {} : { owner }),
      });
      for (const each of answer.adoptionProblems) {
        each.words = each.words.replace(/request id [-\da-f]{36}/, "ID");
      }
      const expected = (["scopeMap", "token"] as const).flatMap((what) => {
        const [kind, words] = found[what] ?? found.both ?? [];
        return kind === undefined ? [] : [{ id: ids[what], kind, words }];
      });
      expect(answer.adoptionProblems).to.deep.equal(expected);
    });
  }
});
