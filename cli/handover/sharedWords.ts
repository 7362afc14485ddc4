// Sentences that stand in a customer's page and in docs/customer.md; a test compares them.

/** By what they are about; code stands between backticks. */
export const SHARED_WORDS = {
  nothingElse:
    "With it you can pull your repositories, and nothing else: no push, no other customer's images, no list of the registry's repositories.",
  typed: "Type this line alone. It waits for the password, which you paste, and does not show it.",
  passwordStdin:
    "`--password-stdin` keeps the password out of the shell's history and out of the list of processes.",
  otherTools:
    "The commands `podman login`, `helm registry login` and `skopeo login` have the same option.",
  curlConfig: "`--config -` keeps the password out of the list of processes.",
  accessToken:
    "The access token is good for the one repository, and for about an hour: its claim `exp` says until when.",
  processes:
    "While `kubectl create` runs, the password is in the list of processes, so use your own machine. The same line creates the secret and renews it later.",
  pods: "A pod names the secret, or the service account names it for all of its pods:",
  running:
    "Kubernetes reads the secret when it pulls an image. Running pods keep running, even if the password expires.",
  byName:
    "The reader may read this one secret and may not list the vault, so name the secret as above; `dataFrom` with `find` fails.",
  easiest:
    "The easiest way is to fetch the latest version with each deployment, or each week, and never think about dates.",
  latest: "Always ask for the latest version. A version that you name yourself becomes old.",
  leak: "After a leak your vendor can end a password at once. Then fetch the new one: it is in the vault before the old one is refused.",
  whenYouAsk:
    "When you ask your vendor, give the time (UTC), the user name and the `CorrelationId` of the answer. Never send the password.",
} as const;
