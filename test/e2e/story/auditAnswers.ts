// What the audit story prints of its runs and answers; what differs from run to run is zero.

/** From the first run to the last answer. */
export const AUDIT_ANSWERS = `15 runs of the pipeline ...
  2026-07-01 09:12  Let in the first five customers: 25 created
  2026-07-09 13:40  Give contoso the web client: 23 unchanged, 2 updated
  2026-07-16 08:05  Let wingtip evaluate until the end of August: 4 created, 24
                    unchanged, 1 updated
  2026-07-23 10:21  Give fabrikam the tools: failed, since Azure refused
                    fabrikam's scope map
  2026-07-23 11:02  Give fabrikam the tools: 28 unchanged, 1 updated
  2026-07-30 15:30  Suspend tailspin: the invoice of June is unpaid: 27
                    unchanged, 2 updated
  2026-08-11 22:47  Revoke the password of adventure-works: it is in a public
                    log: 27 unchanged, 2 updated
  2026-08-13 09:00  Let tailspin in again, and end the API for northwind: 26
                    unchanged, 3 updated
  2026-08-20 02:00  Nightly run: 29 unchanged
  2026-08-31 02:00  Nightly run: 25 unchanged, 4 updated
  2026-09-03 14:15  Offboard northwind: the contract has ended: 26 unchanged, 3
                    updated
  2026-09-07 09:30  Remove northwind: 4 deleted, 24 unchanged, 1 updated
  2026-09-10 16:45  Give contoso and fabrikam the models: the machine was lost
                    in the middle
  2026-09-11 02:00  Nightly run: 24 unchanged, 1 updated
  2026-09-24 10:00  Let northwind in again: a new contract: 4 created, 24
                    unchanged, 1 updated
15 runs of the pipeline: done in 0.0 s

$ npm run -s audit -- --history .emulated --at 2026-09-30
Who may pull what: customer-access/dev at 2026-09-30 23:59 UTC, after 15 updates
┌────────────┬─────────┬──────────────┬──────────────┬──────────┬────────────┐
│ customer   │ state   │ may pull     │ actions      │ password │ next       │
├────────────┼─────────┼──────────────┼──────────────┼──────────┼────────────┤
│ adventure- │ active  │ app/web      │ content/read │ 50 days  │ 2026-10-07 │
│ works      │         │              │              │ old      │            │
├────────────┼─────────┼──────────────┼──────────────┼──────────┼────────────┤
│ contoso    │ active  │ app/api      │ content/read │ 30 days  │ 2026-10-30 │
│            │         │ app/web      │              │ old      │            │
│            │         │ ml/inference │              │          │            │
├────────────┼─────────┼──────────────┼──────────────┼──────────┼────────────┤
│ fabrikam   │ active  │ base/*       │ content/read │ 30 days  │ 2026-10-25 │
│            │         │ ml/inference │              │ old      │            │
│            │         │ tools/cli    │              │          │            │
├────────────┼─────────┼──────────────┼──────────────┼──────────┼────────────┤
│ northwind  │ active  │ app/worker   │ content/read │ 6 days   │ 2026-11-18 │
│            │         │              │              │ old      │            │
├────────────┼─────────┼──────────────┼──────────────┼──────────┼────────────┤
│ tailspin   │ active  │ ml/training  │ content/read │ 30 days  │ 2026-10-25 │
│            │         │              │              │ old      │            │
├────────────┼─────────┼──────────────┼──────────────┼──────────┼────────────┤
│ wingtip    │ active, │ docs/site    │ content/read │ none     │ -          │
│            │ access  │              │              │ works    │            │
│            │ has     │              │              │          │            │
│            │ ended   │              │              │          │            │
└────────────┴─────────┴──────────────┴──────────────┴──────────┴────────────┘
5 customers of 6 can pull
what the history does not tell: dev-1789000000000000000: what was done at
  2026-09-10T16:45:00Z, before it began, has no entry of its own: that run was
  killed, or the state was imported or edited

$ npm run -s audit -- --history .emulated --customer northwind --at 2026-09-30
The life of northwind: customer-access/dev at 2026-09-30 23:59 UTC, after 15
  updates
┌────────────┬─────────────────────────┬──────────────────────────────────────┐
│ when       │ what                    │ by                                   │
├────────────┼─────────────────────────┼──────────────────────────────────────┤
│ 2026-07-01 │ created: may pull       │ update 1, 2026-07-01 09:12 UTC,      │
│ 09:12 UTC  │ app/api and app/worker  │ commit 6b5ab19 by ana, #101 approved │
│            │                         │ by bo                                │
├────────────┼─────────────────────────┼──────────────────────────────────────┤
│ 2026-07-01 │ password1 issued,       │ update 1, 2026-07-01 09:12 UTC,      │
│ 09:12 UTC  │ announced to end on     │ commit 6b5ab19 by ana, #101 approved │
│            │ 2026-09-29              │ by bo                                │
├────────────┼─────────────────────────┼──────────────────────────────────────┤
│ 2026-08-13 │ may no longer pull      │ update 8, 2026-08-13 09:00 UTC,      │
│ 09:00 UTC  │ app/api                 │ commit 35ba1b7 by ana, #116 approved │
│            │                         │ by bo                                │
├────────────┼─────────────────────────┼──────────────────────────────────────┤
│ 2026-08-31 │ password2 issued,       │ update 10, 2026-08-31 02:00 UTC,     │
│ 02:00 UTC  │ announced to end on     │ commit 35ba1b7 by ana                │
│            │ 2026-11-29              │                                      │
├────────────┼─────────────────────────┼──────────────────────────────────────┤
│ 2026-09-03 │ offboarded: the token   │ update 11, 2026-09-03 14:15 UTC,     │
│ 14:15 UTC  │ is disabled             │ commit 9f0e18d by bo, #121 approved  │
│            │                         │ by ana                               │
├────────────┼─────────────────────────┼──────────────────────────────────────┤
│ 2026-09-07 │ removed with the token  │ update 12, 2026-09-07 09:30 UTC,     │
│ 09:30 UTC  │                         │ commit 3fcf111 by bo, #122 approved  │
│            │                         │ by ana                               │
├────────────┼─────────────────────────┼──────────────────────────────────────┤
│ 2026-09-07 │ password1 of 2026-07-01 │ update 12, 2026-09-07 09:30 UTC,     │
│ 09:30 UTC  │ ended with the token,   │ commit 3fcf111 by bo, #122 approved  │
│            │ announced to end on     │ by ana                               │
│            │ 2026-09-29              │                                      │
├────────────┼─────────────────────────┼──────────────────────────────────────┤
│ 2026-09-07 │ password2 of 2026-08-31 │ update 12, 2026-09-07 09:30 UTC,     │
│ 09:30 UTC  │ ended with the token,   │ commit 3fcf111 by bo, #122 approved  │
│            │ announced to end on     │ by ana                               │
│            │ 2026-11-29              │                                      │
├────────────┼─────────────────────────┼──────────────────────────────────────┤
│ 2026-09-24 │ returned: may pull      │ update 15, 2026-09-24 10:00 UTC,     │
│ 10:00 UTC  │ app/worker              │ commit 7c32cc9 by bo, #130 approved  │
│            │                         │ by ana                               │
├────────────┼─────────────────────────┼──────────────────────────────────────┤
│ 2026-09-24 │ password1 issued,       │ update 15, 2026-09-24 10:00 UTC,     │
│ 10:00 UTC  │ announced to end on     │ commit 7c32cc9 by bo, #130 approved  │
│            │ 2026-12-23              │ by ana                               │
└────────────┴─────────────────────────┴──────────────────────────────────────┘
what the history does not tell: dev-1789000000000000000: what was done at
  2026-09-10T16:45:00Z, before it began, has no entry of its own: that run was
  killed, or the state was imported or edited

$ npm run -s audit -- --history .emulated --repository ml/inference --at 2026-09-30
Who can pull ml/inference: customer-access/dev at 2026-09-30 23:59 UTC, after 15
  updates
┌──────────┬──────────────┬────────┬─────────────────────────────────────────┐
│ customer │ by           │ state  │ since                                   │
├──────────┼──────────────┼────────┼─────────────────────────────────────────┤
│ contoso  │ ml/inference │ active │ update 13, 2026-09-10 16:45 UTC,        │
│          │              │        │ unfinished, commit d309b82 by ana, #124 │
│          │              │        │ approved by chen                        │
├──────────┼──────────────┼────────┼─────────────────────────────────────────┤
│ fabrikam │ ml/inference │ active │ update 14, 2026-09-11 02:00 UTC, commit │
│          │              │        │ d309b82 by ana                          │
└──────────┴──────────────┴────────┴─────────────────────────────────────────┘
2 customers can pull it
what the history does not tell: dev-1789000000000000000: what was done at
  2026-09-10T16:45:00Z, before it began, has no entry of its own: that run was
  killed, or the state was imported or edited
`;
