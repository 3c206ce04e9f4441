// Package sandbox emulates Marqeta's Core API: a stateful server behind net/http
// that keeps a card program, decides simulated card transactions, moves their
// money and sends notifications over HTTP, as a Marqeta sandbox does. Software
// written against Marqeta is pointed at it by its base URL.
//
//	server, err := sandbox.New(sandbox.Options{Data: dir})
//	go server.Run(ctx)                     // sends notifications, does what falls due
//	http.ListenAndServe(addr, server)      // answers under /v3/
//
// # Layers
//
// This package has the routes and one file per resource. Below it: rest, the
// conventions of the API; wire, its resources as JSON; engine, the decision and the
// money, pure; simulate, what a simulated message causes; book, the program's
// collections; state, durable documents in SQLite; delivery, webhooks out.
//
// # What is imitated
//
// Credentials, tokens, idempotent creation, paging, sorting by system names,
// fields, expand, masks, absent fields and the error envelope, on every path alike.
// Program and program gateway funding sources, card products with the whole config
// block, users, businesses, their groups and what those forbid before KYC, KYC
// itself, logins with their levels of access, cards with their transitions, PINs,
// bulk orders of cards, tokens of digital wallets with their transitions, GPA
// orders and unloads, balances, transactions in both models, webhooks with retries,
// ping and resend. All card transactions of both generations of simulations, with
// every field of a request, and the whole life of a purchase up to the end of its
// hold. Standard funding and JIT Funding, with balances, orders and the hidden
// funding records after each message. Commando Mode, by its criteria and by its
// switch, and what a network approves for the issuer. Authorization and velocity controls with
// their groups of merchants, and what is left of them. Paths of its own, under
// /v3/_sandbox: the trace of a decision (transactions/{token}/trace), what a gateway
// was asked and said (transactions/{token}/gateway), what a decision
// would be (trials), the deliveries (deliveries), what would have been mailed
// (emails), the program's clock (clock), snapshots of everything and a way back
// (snapshots, reset), what goes wrong on purpose (faults) and what is built (coverage).
//
// # What is not
//
// Every other path of the Core API answers 501 and names itself; coverage.go says
// why, and what built paths lack. Beside that:
//
//   - Risk rules and the limits of strong customer authentication: no path sets any.
//     Wrong PINs are not counted.
//   - There is no network: risk scores, interchange and fees are those the request
//     brings, or none.
//   - Banks: transfers, verification amounts and disputes follow the calls and the
//     clock; nobody judges them. Funding sources never run dry; one that is switched
//     off declines.
//   - mTLS and OAuth of gateways and webhooks are kept and not used.
//
// # Our calls
//
// Where Marqeta's documents are silent or disagree, one place decides:
//
//   - Error codes without a source end in 001 of their status (rest/errors.go).
//   - The order of a decision's checks, and codes marked as a guess in its trace
//     (engine).
//   - A merchant id stays as sent; the observed padding to 15 digits is left out,
//     because the guide's notification has none.
//   - A terminal takes part of an amount only where the request says so, although
//     the transaction shows true where nothing was said, as the guide does.
//   - Where money of the account's own suffices it pays before a program does, and
//     before a gateway is asked, unless the product says always_fund.
//   - A gateway is asked last and once. No answer in time, no connection, a redirect,
//     an approval of another message or of a part that the terminal does not take:
//     1016, as a decline without a reason; reasons without a published code: 1885, a
//     guess, with the reason as its memo. More than was asked funds what was asked.
//     What changed while it thought is looked at again, and may decline what it
//     approved. A memo and tags that are too long are cut. What it says within ten
//     seconds after its time is written down and changes nothing.
//   - Commando Mode by its criteria is for the one transaction whose question failed,
//     and waits for a gateway three seconds at most where slow ones are included. The
//     switch is for all, and nobody is asked. Either pays all or nothing, on top of the
//     program's own checks, within the controls that the set lists; those sleep
//     otherwise, and count their whole window when they hold. What a control set's
//     source paid for it is given back; an increment is decided anew.
//   - A failure that is stood in for is told of by a transition of SYSTEM's, named after
//     it, when it begins or changes, and by one when the gateway answers again. The
//     state of the control set stays as it is.
//   - stand_in in the body of an authorization or a single message is a network's
//     approval for the issuer: it is accepted, whatever the card and the account are. An
//     authorization becomes authorization.standin, unless keep_type is true.
//   - An advice states the new total, its order the difference. A reversal of more
//     than is held releases what is held; a second one is declined with 1017, one
//     after clearing with 1018. A clearing of a declined authorization is posted.
//   - An authorization moves to CLEARED when nothing of it is held any more; no
//     notification says so.
//   - A hold ends after 7 days, 30 at lodgings and car rentals, or as a group of
//     merchant categories or pre_auth_time_limit says, which is read as days; an
//     increment begins it anew. A pull of money expires as an authorization does,
//     an expected credit never.
//   - An acquirer's fee and a cardholder's for conversion are on top of the amount,
//     the others between banks. Amounts are in the card's currency whatever the
//     conversion says; what it leaves out follows from the rest.
//   - Names are compared and never declined for. A PIN on a card without one passes.
//     A PIN, a chip, a security code and a card that is present are wanted of
//     purchases, not where money comes or an increment is added.
//   - A legacy clearing, reversal or financial advice becomes the type that fits what
//     it follows; an advice of a reversal is never refused. An original is looked for
//     in find_original_window_days, else 1812.
//   - poi.processing_type changes nothing: no document says which values it has.
//   - raw_iso8583 has amounts in minor units and the card number masked. vcn_data, and
//     the options about the inside of Marqeta's own simulator, change nothing.
//   - decided_by of a message that only tells, such as a clearing, is funding.
//   - The top of a transaction's gpa is in the program's currency; balances has the
//     transaction's own beside it.
//   - The hidden funding records have no identifier, are left out of lists unless
//     their type is asked for, and are not notified.
//   - A refund goes to the funding source unless the product says GPA.
//   - is_final_clearing and multi_clearing_sequence_number and _count are read from a
//     clearing's request, which Marqeta's schema has no place for. The last of a
//     sequence is final.
//   - Webhook subscribers get the envelope {"transactions": [...]}; the address in a
//     simulation's own webhook object gets the bare transaction, as the guide shows.
//   - http addresses are called on this machine only, https anywhere; redirects are
//     not followed.
//   - Null is absent, but where an object or a reference is taken back. A string is
//     read for the number or the boolean it says, an empty one is absent there; a
//     number or a boolean is read for the text it is written as, a whole number
//     without a fraction, and no number is a time. Times are read in the forms that
//     Java, JavaScript, Ruby and Python write. Payloads are compared as sent. A body need
//     not say that it is JSON, doubled and trailing slashes of a path do not count.
//   - Credentials that come back masked, as they were shown, stay as they are.
//   - A program starts with the funding source sandbox_program_funding, as public
//     sandboxes do; its name is ours.
//   - A program funding source may be posted to the path that is its own, as
//     Marqeta's reference app does.
//   - A velocity control limits every user by itself, whoever else it is for, and
//     what the user spends with the product's cards if it names one. It counts
//     holds and clearings in its own currency; what a reversal, an expiry or a final
//     clearing gives back goes to the day it was counted on, a refund to its own.
//     An increment is no use of the card, a purchase that came to nothing is none
//     either. A control on declines refuses once as much was declined.
//   - available.uses is -1 where any number is allowed. The limit on the controls of
//     a program counts those that are active and name neither user nor product; one
//     more is 400.
//   - Authorization controls refuse with 1025, and only what spends.
//   - Of several groups of a merchant category the largest hold and the longest
//     counts. UP_TO_LIMIT holds the limit, if that is more than was asked. A group
//     that is switched off has no members.
//   - A user and a business never have one token: whatever takes either means one.
//     Where the owner of an account is a business, transactions say business_token
//     and no user_token. Businesses may repeat a status, as users may.
//   - KYC asks nobody. A social security number that is never issued (area 000 or
//     666) fails, one of the area 9xx stays pending until answers come, any other
//     passes.
//   - A login lasts a day and ends the one before, a token for one request five
//     minutes, one that was mailed a day. Nothing is mailed: /v3/_sandbox/emails has
//     what would have been. A user may call what names the user, or a card or
//     transaction of the user's, in the path; for anything else it is refused with
//     403001.
//   - A bank account is verified by its two deposits in three tries; they follow from
//     its numbers and token. What a partner would tell of one is made of its reference,
//     and it starts with 10000 of the program's currency.
//   - An order from a bank account is promised at once and spendable after 72 hours,
//     one from a payment card at once, whatever the card's expiry. Fees are loaded on
//     top. Money that the account does not take any more when it comes goes back.
//   - A bank transfer goes a state further in a day, in an hour on the same day, or by
//     transitions, which may pass over states. What is pulled is promised until it is
//     COMPLETED, what is pushed is held. Its notifications are banktransfertransition
//     and the state in lower case.
//   - A fee is not charged where a program gateway funds a card of the user. Shares are
//     rounded half up. A fee can be given back once.
//   - An auto reload loads when spending took the account below its trigger, what a bank
//     promised counted in; where a fee or a transfer falls short, before. The holder's
//     counts before the card product's and the program's. There is one active of each.
//   - Debits of the program reserve end where it does. Disbursements to cards come from
//     a reserve of their own that never runs dry, and are COMPLETION at once.
//   - metadata is at most 20 pairs of 255 characters, and replaced as a whole.
//     Cards move along the documented table, and may repeat a state; so may users.
//     Wallet tokens may not. What is illegal for a card or a wallet token answers
//     400. An expired card keeps its state.
//   - A card whose number and security code were shown is DIGITALLY_PRESENTED. What a
//     maker of cards would report comes in at /v3/_sandbox/cards/{token}/fulfillment.
//   - A card's hash is the SHA-256 of its number in lower-case hex. Every merchant
//     token is a merchant; its card has that token and belongs to a user of it.
//   - A weak PIN has four equal digits, or four that follow one another.
//   - A bulk order's cards are made right behind its answer, not within a day.
//   - A chargeback takes at most what of its transaction is not disputed, else 412.
//     Its states go forward and may be left out. NETWORK_REJECTED and WITHDRAWN, which
//     come from the network elsewhere, are taken from callers. The cardholder has the
//     money from the start unless credit_user is false, and keeps what was not lost.
//   - A checking account that is opened without an active card is UNACTIVATED. The
//     path under /directdeposits opens a holder's first account when it is asked for.
//   - A direct deposit waits for its settlement date; credits do not where they may
//     come early. An announced debit ties nothing up, and is rejected if there is too
//     little by then. After the grace period only PROD_SUPPORT returns one.
//   - Notifications of deposits are directdeposittransition.state.* and
//     directdepositaccounttransition.*, with the state; those of Commando Mode
//     commandomodetransition.enabled and .disabled. They can be sent again, which
//     Marqeta does not say of them.
//   - A provisioning request makes the wallet token at once, declined where the card
//     is not active or its product does not enable in_app_provisioning.
//   - A card that moves leaves its wallet tokens as they are, also when it is
//     terminated, but where sync_state_with_dwts is true: Marqeta documents it so.
package sandbox
