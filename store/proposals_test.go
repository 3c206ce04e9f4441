package store_test

import (
	"testing"

	"carddeck/store"
	"carddeck/store/storetest"
)

func TestProposals(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		fund(t, s, 5000)
		a, err := s.Account(ctx, ada, "USD")
		if err != nil {
			t.Fatal(err)
		}
		debit, err := s.Propose(ctx, store.Proposal{Kind: store.DebitAccount, AccountID: a.ID, Amount: 700, Memo: "twice", ProposedBy: 1, ProposedByEmail: "ada@example.com"})
		if err != nil {
			t.Fatal(err)
		}
		balance(t, s, 5000, 0)
		if _, err := s.ApproveProposal(ctx, debit.ID, 1, "ada@example.com"); err == nil {
			t.Error("somebody approved their own proposal")
		}
		if err := s.WithdrawProposal(ctx, debit.ID, 2, "bo@example.com"); err == nil {
			t.Error("somebody withdrew another's proposal")
		}
		if p, err := s.ApproveProposal(ctx, debit.ID, 2, "bo@example.com"); err != nil || p.State != store.ProposalApplied {
			t.Errorf("approve: %+v, %v", p, err)
		}
		balance(t, s, 4300, 0)
		if _, err := s.ApproveProposal(ctx, debit.ID, 3, "cy@example.com"); err == nil {
			t.Error("a proposal was carried out twice")
		}

		decide(t, s, question(1, "pgfs.authorization", 4000))
		release, err := s.Propose(ctx, store.Proposal{Kind: store.ReleaseHold, Purchase: "t1", Memo: "never cleared", ProposedBy: 1, ProposedByEmail: "ada@example.com"})
		if err != nil || release.Amount != 4000 || release.AccountID != a.ID {
			t.Fatalf("propose a release: %+v, %v", release, err)
		}
		if _, err := s.ApproveProposal(ctx, release.ID, 2, "bo@example.com"); err != nil {
			t.Fatal(err)
		}
		balance(t, s, 4300, 0)
		tell(t, s, gatewayed(1, "authorization", "PENDING", 4000)) // late news do not bring it back
		balance(t, s, 4300, 0)
		if _, err := s.Propose(ctx, store.Proposal{Kind: store.ReleaseHold, Purchase: "t1", ProposedBy: 1}); err == nil {
			t.Error("nothing was released twice")
		}
		refused, err := s.Propose(ctx, store.Proposal{Kind: store.CreditAccount, AccountID: a.ID, Amount: 1, ProposedBy: 1})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.RefuseProposal(ctx, refused.ID, 2, "bo@example.com", "why?"); err != nil {
			t.Error(err)
		}
		if all, err := s.ListProposals(ctx, store.ProposalFilter{State: store.ProposalRefused}, store.Page{}); err != nil || len(all.Rows) != 1 || all.Rows[0].Answer != "why?" {
			t.Errorf("ListProposals: %+v, %v", all.Rows, err)
		}
		verified(t, s)
	})
}
