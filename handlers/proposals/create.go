package proposals

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"carddeck/marqeta"
	"carddeck/marqeta/ledger"
	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/funding"
	"carddeck/web/pick"
)

// entryForm holds the answers, as typed.
type entryForm struct {
	Holder   string `form:"holder" json:"holder" validate:"required,max=255"`
	Currency string `form:"currency_code" json:"currency_code" validate:"required,iso4217"`
	Kind     string `form:"kind" json:"kind" validate:"required,oneof=credit debit"`
	Amount   string `form:"amount" json:"amount"`
	Contra   string `form:"contra" json:"contra" validate:"required,oneof=funding adjustment settlement"`
	About    string `form:"transaction_token" json:"transaction_token,omitempty" validate:"max=36"`
	Memo     string `form:"memo" json:"memo" validate:"required,max=200"`
}

// New draws the form. Answers in the address fill it in.
func (h *Handler) New(w http.ResponseWriter, r *http.Request) error {
	in := entryForm{Currency: "USD", Kind: string(store.CreditAccount), Contra: store.Funding}
	if err := form.Read(r, &in); err != nil {
		return err
	}
	return h.draw(w, r, http.StatusOK, in, nil)
}

// asked is what the answers mean.
type asked struct {
	entryForm
	holder ledger.Holder
	minor  int64
}

// read reads and checks the form.
func (h *Handler) read(r *http.Request) (asked, form.Errors, error) {
	var in asked
	if err := form.Read(r, &in.entryForm); err != nil {
		return in, nil, err
	}
	errs := form.Check(in.entryForm)
	if amount, err := marqeta.ParseAmount(in.Amount); err != nil || amount.Sign() <= 0 {
		errs.Add("amount", "An amount above zero, such as 10.00.")
	} else if in.minor, err = amount.Minor(store.Digits(in.Currency)); err != nil {
		errs.Add("amount", "This currency has fewer decimals, or the amount is too large.")
	}
	wrong, err := h.whose(r.Context(), &in)
	if err != nil {
		return in, nil, err
	}
	if wrong != "" && in.Holder != "" {
		errs.Add("holder", wrong)
	}
	form.Confirm(r, errs)
	return in, errs, nil
}

// whose finds out whose account is meant: one that the ledger has, or a user's that has
// none yet.
func (h *Handler) whose(ctx context.Context, in *asked) (wrong string, err error) {
	if in.Holder == "" {
		return "", nil
	}
	known, err := h.store.ListAccounts(ctx, store.AccountFilter{Holder: in.Holder}, store.Page{Limit: 1})
	if err != nil {
		return "", fmt.Errorf("find the account that is meant: %w", err)
	}
	if len(known.Rows) > 0 {
		in.holder = ledger.Holder{Kind: known.Rows[0].Kind, Token: in.Holder}
		return "", nil
	}
	token, wrong, err := pick.User(ctx, h.store, in.Holder)
	if err != nil || wrong != "" {
		return wrong, err
	}
	in.holder = ledger.Holder{Kind: ledger.User, Token: token}
	if _, err := h.store.User(ctx, token); err != nil {
		return "No user known here has this token, email or name, and no account is kept for it.", nil
	}
	return "", nil
}

// Create keeps a proposal, which moves nothing yet.
func (h *Handler) Create(w http.ResponseWriter, r *http.Request) error {
	in, errs, err := h.read(r)
	if err != nil {
		return err
	}
	if len(errs) > 0 {
		return h.draw(w, r, http.StatusUnprocessableEntity, in.entryForm, errs)
	}
	operator := auth.From(r.Context())
	return h.changes.Carry(w, r, change.Change{
		Area: "proposals", Action: "propose " + in.Kind, Request: in.entryForm, Path: funding.Proposals, Said: "It is proposed. Somebody else has to approve it.",
	}, func(ctx context.Context, ch *change.Change) error {
		account, err := h.store.OpenAccount(ctx, in.holder, in.Currency)
		if err != nil {
			return err
		}
		made, err := h.store.Propose(ctx, store.Proposal{
			Kind: store.ProposalKind(in.Kind), AccountID: account.ID, Contra: in.Contra, Amount: in.minor, TransactionToken: in.About, Memo: in.Memo,
			ProposedBy: operator.ID, ProposedByEmail: operator.Email,
		})
		ch.Target, ch.Path = strconv.FormatInt(made.ID, 10), funding.Proposal(made.ID)
		return err
	})
}

// TestMoney credits at once, where no money is real.
func (h *Handler) TestMoney(w http.ResponseWriter, r *http.Request) error {
	in, errs, err := h.read(r)
	if err != nil {
		return err
	}
	if in.Kind == string(store.DebitAccount) {
		errs.Add("kind", "Test money is a credit; a debit is proposed.")
	}
	if len(errs) > 0 {
		return h.draw(w, r, http.StatusUnprocessableEntity, in.entryForm, errs)
	}
	return h.changes.Carry(w, r, change.Change{
		Area: "accounts", Action: "put test money on account", Target: in.holder.Token, Request: in.entryForm, Path: funding.Account(in.holder.Token),
		Said: in.Amount + " " + in.Currency + " of test money is on the account.",
	}, func(ctx context.Context, _ *change.Change) error {
		_, err := h.store.CreditTestMoney(ctx, store.ShellCredit{Holder: in.holder, Currency: in.Currency, Amount: in.minor, Memo: in.Memo, By: auth.From(r.Context()).Email})
		return err
	})
}
