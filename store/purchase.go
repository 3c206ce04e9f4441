package store

import (
	"context"
	"maps"
	"slices"

	"carddeck/marqeta/ledger"

	"github.com/uptrace/bun"
)

// purchase is everything the store knows of one purchase: transactions and decisions
// that are linked through preceding_related_transaction_token or through their funding
// messages, whichever way and however far, and what operators released of it.
type purchase struct {
	transactions []Transaction
	decisions    []heldDecision
	releases     []ledger.Release

	tokens, seenTokens     map[string]bool // of transactions: all, and those looked for already
	messages, seenMessages map[string]bool // of funding messages
}

// heldDecision is a decision without its bytes, and whose account it was about.
type heldDecision struct {
	FundingDecision `bun:",extend"`
	Kind, Holder    string
	Void            bool // the platform knows no such transaction
}

// purchaseOf gathers the purchase that a transaction belongs to, or funding messages
// do. None of them needs to be known.
func (s *Store) purchaseOf(ctx context.Context, transaction string, messages ...string) (*purchase, error) {
	p := &purchase{tokens: map[string]bool{}, seenTokens: map[string]bool{}, messages: map[string]bool{}, seenMessages: map[string]bool{}}
	p.link(transaction)
	p.link("", messages...)
	for {
		tokens, messages := fresh(p.tokens, p.seenTokens), fresh(p.messages, p.seenMessages)
		if len(tokens)+len(messages) == 0 {
			break
		}
		if err := s.gather(ctx, p, tokens, messages); err != nil {
			return nil, err
		}
	}
	return p, s.gatherReleases(ctx, p)
}

func fresh(all, seen map[string]bool) []string {
	var out []string
	for token := range all {
		if !seen[token] {
			seen[token] = true
			out = append(out, token)
		}
	}
	return out
}

func (p *purchase) link(transaction string, messages ...string) {
	if transaction != "" {
		p.tokens[transaction] = true
	}
	for _, m := range messages {
		if m != "" {
			p.messages[m] = true
		}
	}
}

// gather adds what is one link away.
func (s *Store) gather(ctx context.Context, p *purchase, tokens, messages []string) error {
	byToken, byMessage := bun.List(tokens), bun.List(messages)
	var found []Transaction
	err := s.write.NewRaw(`SELECT * FROM transactions WHERE token IN (
		SELECT token FROM transactions WHERE token IN (?0) UNION SELECT token FROM transactions WHERE preceding_token IN (?0)
		UNION SELECT token FROM transactions WHERE jit_token <> '' AND jit_token IN (?1)
		UNION SELECT token FROM transactions WHERE jit_original <> '' AND jit_original IN (?1))`, byToken, byMessage).Scan(ctx, &found)
	if err != nil {
		return translate("find the transactions of a purchase", err)
	}
	for _, t := range found {
		if !slices.ContainsFunc(p.transactions, func(known Transaction) bool { return known.Token == t.Token }) {
			p.transactions = append(p.transactions, t)
			p.link(t.Token, t.JITToken, t.JITOriginal)
			p.link(t.PrecedingToken)
		}
	}
	var said []heldDecision
	err = s.write.NewRaw(`SELECT `+heldColumns+` FROM funding_decisions d JOIN ledger_accounts a ON a.id = d.account_id
		LEFT JOIN decision_polls p ON p.token = d.token WHERE d.token IN (
		SELECT token FROM funding_decisions WHERE transaction_token IN (?0)
		UNION SELECT token FROM funding_decisions WHERE preceding_token <> '' AND preceding_token IN (?0)
		UNION SELECT token FROM funding_decisions WHERE token IN (?1)
		UNION SELECT token FROM funding_decisions WHERE original_token <> '' AND original_token IN (?1))`, byToken, byMessage).Scan(ctx, &said)
	if err != nil {
		return translate("find the decisions of a purchase", err)
	}
	for _, d := range said {
		if !slices.ContainsFunc(p.decisions, func(known heldDecision) bool { return known.Token == d.Token }) {
			p.decisions = append(p.decisions, d)
			p.link(d.TransactionToken, d.Token, d.OriginalToken)
			p.link(d.PrecedingToken)
		}
	}
	return nil
}

const heldColumns = `d.token, d.transaction_token, d.original_token, d.preceding_token, d.account_id, d.effect, d.binding, d.approved,
	d.granted, d.currency, d.amount, d.type, d.created_time, d.received_at, d.decided_at, d.day, d.outcome, a.kind, a.holder,
	COALESCE(p.void, FALSE) AS void`

// gatherReleases adds what operators released, under whichever of its transactions the
// purchase was known to them.
func (s *Store) gatherReleases(ctx context.Context, p *purchase) error {
	var approved []Proposal
	err := s.write.NewSelect().Model(&approved).Where("purchase <> ''").Where("purchase IN (?)", bun.List(p.known())).
		Where("kind = ?", ReleaseHold).Where("state = ?", ProposalApplied).Scan(ctx)
	for _, a := range approved {
		p.releases = append(p.releases, ledger.Release{Proposal: a.ID, Transaction: a.Purchase, Amount: a.Amount, Created: a.SettledAt})
	}
	return translate("find what was released of a purchase", err)
}

// known gives the tokens of its transactions, told or only named.
func (p *purchase) known() []string { return slices.Sorted(maps.Keys(p.tokens)) }

// ours reports whether the ledger may be concerned at all.
func (p *purchase) ours() bool {
	return len(p.decisions) > 0 || slices.ContainsFunc(p.transactions, func(t Transaction) bool { return t.ByGateway })
}

func (p *purchase) position() ledger.Position {
	var in ledger.Facts
	for _, t := range p.transactions {
		in.Transactions = append(in.Transactions, t.fact())
	}
	for _, d := range p.decisions {
		said := d.fact(ledger.Holder{Kind: d.Kind, Token: d.Holder})
		said.Void = d.Void
		in.Decisions = append(in.Decisions, said)
	}
	in.Releases = p.releases
	return ledger.Of(in)
}

// Position says where the purchase stands that a transaction belongs to: what each of
// its messages did to the ledger, or why it did nothing. It is computed from what is
// stored; ErrNotFound when nothing is known of the transaction.
func (s *Store) Position(ctx context.Context, transaction string) (ledger.Position, error) {
	reading := &Store{read: s.read, write: s.read, database: s.database, inTx: s.inTx}
	p, err := reading.purchaseOf(ctx, transaction)
	if err != nil {
		return ledger.Position{}, err
	}
	if len(p.transactions)+len(p.decisions) == 0 {
		return ledger.Position{}, translate("find the purchase of a transaction", ErrNotFound)
	}
	return p.position(), nil
}
