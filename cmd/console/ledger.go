package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/user"
	"strings"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/ledger"
	"carddeck/store"

	"github.com/bojanz/currency"
)

type ledgerCommand struct {
	Credit  ledgerCredit  `cmd:"" help:"Put money on an account, opening it if need be. The console may go on serving."`
	Balance ledgerBalance `cmd:"" help:"Show what is on an account."`
	Verify  ledgerVerify  `cmd:"" help:"Check the books: recompute every sum, and make them anew from what they were made of. Exit status 0 only when all is right."`
	Adopt   ledgerAdopt   `cmd:"" help:"Have the transactions booked that a release without a ledger applied."`
}

// holderOf are the flags that say whose account is meant.
type holderOf struct {
	User     string `xor:"holder" required:"" help:"Token of the user."`
	Business string `xor:"holder" required:"" help:"Token of the business, instead of a user's."`
}

func (h holderOf) holder() ledger.Holder {
	if h.Business != "" {
		return ledger.Holder{Kind: ledger.Business, Token: h.Business}
	}
	return ledger.Holder{Kind: ledger.User, Token: h.User}
}

type ledgerCredit struct {
	settings
	holderOf
	Amount   string `required:"" help:"Amount as a decimal, such as 100.00."`
	Currency string `required:"" help:"Currency, such as USD."`
	Memo     string `required:"" help:"What for, for the audit log."`
}

// Run credits the account, with an entry in the audit log.
func (c ledgerCredit) Run(ctx context.Context) error {
	digits, ok := currency.GetDigits(c.Currency)
	if !ok {
		return fmt.Errorf("%q is not a currency of ISO 4217", c.Currency)
	}
	amount, err := marqeta.ParseAmount(c.Amount)
	if err != nil || amount.Sign() <= 0 {
		return fmt.Errorf("%q is not an amount more than 0, such as 100.00", c.Amount)
	}
	minor, err := amount.Minor(digits)
	if err != nil {
		return err
	}
	return c.with(ctx, func(s *store.Store) error {
		p, err := s.CreditFromShell(ctx, store.ShellCredit{
			Holder: c.holder(), Currency: c.Currency, Amount: minor, Memo: c.Memo, By: "shell: " + whoami(),
		})
		if err != nil {
			return err
		}
		a, err := s.AccountByID(ctx, p.AccountID)
		if err != nil {
			return err
		}
		fmt.Printf("Credited %s %s to %s %s, which now has %s\n", amount.Fixed(digits), c.Currency, a.Kind, a.Holder, a.Money(a.Posted).Fixed(digits))
		return nil
	})
}

// whoami is the person at the shell, as the machine knows them.
func whoami() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return "unknown"
}

type ledgerBalance struct {
	settings
	holderOf
	Currency string `default:"" help:"Currency, where there are accounts in several."`
	JSON     bool   `name:"json" help:"Print JSON."`
}

// balance is an account on standard output; amounts are decimals as text.
type balance struct {
	User      string `json:"user_token,omitempty"`
	Business  string `json:"business_token,omitempty"`
	Currency  string `json:"currency"`
	Ledger    string `json:"ledger"`
	Held      string `json:"held"`
	Available string `json:"available"`
}

// Run prints the account.
func (c ledgerBalance) Run(ctx context.Context) error {
	return c.with(ctx, func(s *store.Store) error {
		a, err := c.account(ctx, s)
		if err != nil {
			return err
		}
		digits := store.Digits(a.Currency)
		b := balance{User: c.User, Business: c.Business, Currency: a.Currency}
		b.Ledger, b.Held, b.Available = a.Money(a.Posted).Fixed(digits), a.Money(a.Held).Fixed(digits), a.Money(a.Available()).Fixed(digits)
		if c.JSON {
			return json.NewEncoder(os.Stdout).Encode(b)
		}
		fmt.Printf("%s %s: %s %s on the ledger, %s on hold, %s available\n", a.Kind, a.Holder, b.Ledger, a.Currency, b.Held, b.Available)
		return nil
	})
}

// account finds the holder's one account, or that in the currency asked for.
func (c ledgerBalance) account(ctx context.Context, s *store.Store) (store.Account, error) {
	all, err := s.AccountsOf(ctx, c.holder())
	if err != nil {
		return store.Account{}, err
	}
	var currencies []string
	for _, a := range all {
		if a.Currency == c.Currency {
			return a, nil
		}
		currencies = append(currencies, a.Currency)
	}
	switch {
	case len(all) == 1 && c.Currency == "":
		return all[0], nil
	case len(all) > 1 && c.Currency == "":
		return store.Account{}, fmt.Errorf("%s has accounts in %s; say which with --currency", c.holder().Token, strings.Join(currencies, ", "))
	}
	return store.Account{}, fmt.Errorf("%s has no such account; `console ledger credit` opens one", c.holder().Token)
}

type ledgerVerify struct{ settings }

// Run checks the books and prints what it looked at.
func (c ledgerVerify) Run(ctx context.Context) error {
	return c.with(ctx, func(s *store.Store) error {
		began, told := time.Now(), time.Now()
		r, err := s.VerifyLedger(ctx, func(r store.LedgerReport) {
			if time.Since(told) > 5*time.Second {
				told = time.Now()
				fmt.Printf("Replayed %d decisions and %d notifications so far\n", r.Decisions, r.Notifications)
			}
		})
		if err != nil {
			return err
		}
		fmt.Printf("Looked at %d accounts, %d entries and %d holds\n", r.Accounts, r.Entries, r.Holds)
		fmt.Printf("Replayed %d decisions, %d notifications and %d proposals in %s\n", r.Decisions, r.Notifications, r.Proposals, time.Since(began).Round(time.Millisecond))
		if r.Unread > 0 {
			fmt.Printf("%d transactions were applied by a release without a ledger; `console ledger adopt` has them booked\n", r.Unread)
		}
		if r.Unchained > 0 {
			fmt.Printf("%d entries were made by a release without chains: only what adds up of them is checked\n", r.Unchained)
		}
		for _, f := range r.Faults {
			fmt.Println("Wrong:", f)
		}
		fmt.Printf("Books   %s\nReplay  %s\n", r.Hash, r.Replayed)
		if !r.Sound() {
			return errors.New("the books are not right")
		}
		fmt.Println("All sums hold, no entry was changed or taken away, and the replay made the same books")
		return nil
	})
}

type ledgerAdopt struct{ settings }

// Run has old transactions applied once more.
func (c ledgerAdopt) Run(ctx context.Context) error {
	return c.with(ctx, func(s *store.Store) error {
		n, err := s.AdoptTransactions(ctx)
		if err == nil {
			fmt.Printf("%d transactions will be applied once more; a console that runs does so within seconds\n", n)
		}
		return err
	})
}
