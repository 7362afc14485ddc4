// A file with entries out of order and comments everywhere, and the same in order.

/** Everything that has an order is out of it, with comments everywhere. */
export const MIXED = `# Everybody.
defaults:
  credential: { rotateBeforeDays: 10, lifetimeDays: 60 } # short
  # What they may do.
  actions: [metadata/read, content/read]

customers:
  # Sorted by id.

  # The largest.
  #
  # And the first.
  contoso: # here
    repositories: # all of theirs
      # api first
      - app/web
      - app/api # second

    # For people.
    displayName: Contoso Ltd
    # readers: to come

  alpha:
    credential:
      # After the leak of May.
      revokeBefore: 2
      generation: 2
    repositories: &base [z/*, a/*]
  # Theirs end.
  beta: { state: suspended, repositories: *base }

  # Nobody else.
acknowledge:
  - { until: 2026-12-01, reason: ended, customers: [contoso] }
`;

/** The same file in order. */
export const ORDERED = `# Everybody.
defaults:
  # What they may do.
  actions: [metadata/read, content/read]
  credential: { lifetimeDays: 60, rotateBeforeDays: 10 } # short

customers:
  # Sorted by id.

  alpha:
    repositories: &base [z/*, a/*]
    credential:
      generation: 2
      # After the leak of May.
      revokeBefore: 2

  # Theirs end.
  beta: { repositories: *base, state: suspended }
  # The largest.
  #
  # And the first.
  contoso: # here
    # For people.
    displayName: Contoso Ltd

    repositories: # all of theirs
      # api first
      - app/web
      - app/api # second
    # readers: to come

  # Nobody else.
acknowledge:
  - { until: 2026-12-01, reason: ended, customers: [contoso] }
`;
