// Answers of what stands between here and Azure: pages of proxies, and JSON that is none.

import type { Fault } from "../../emulator/faults";

/** The advice for them. */
export const BETWEEN =
  "a proxy or a portal answers instead of Azure: log in to the network, or allow Azure's hosts in the proxy, then run again";
const ELSEWHERE = "https://login.proxy.example/";

/** The page of a proxy, which holds what must be in no message. */
export const page = (status: number): Fault => ({
  status,
  headers: { "content-type": "text/html; charset=utf-8", location: ELSEWHERE },
  body: "<html>hunter2</html>",
});
/** A text as it stands. */
export const text = (body: string, type = "application/json", status = 200): Fault => ({
  status,
  headers: type === "" ? {} : { "content-type": type },
  body,
});

/** The status codes with which such pages come. */
export const PAGES = [200, 302, 401, 403, 404, 407];
/** What is no answer, by name. */
export const UNREADABLE: [name: string, fault: Fault][] = [
  ["a page without its type", text("<html>hunter2</html>", "")],
  ["a page that is called JSON", text("<html>hunter2</html>")],
  ["nothing", text("")],
  ["JSON that is cut off", text('{"value":"hunter2')],
  ["no content", text("", "", 204)],
];

/** What comes of a request in words: its result as JSON, or the message, without what differs each time. */
export function outcomeOf(
  work: Promise<unknown>,
  { loginServer, emulator }: { loginServer: string; emulator: { url: string } },
): Promise<string> {
  return work
    .then(
      (result) => JSON.stringify(result),
      (error: Error) => error.message,
    )
    .then((said = "undefined") =>
      said
        .replaceAll(loginServer, "SERVER")
        .replace(emulator.url, "URL")
        .replace(/request id [0-9a-f-]{36}/, "request id ID"),
    );
}
