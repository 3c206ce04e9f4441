package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"carddeck/store"
	"carddeck/views/environment"
	"carddeck/web/auth"
)

// owner is the operator whom the printed link signs in.
const owner = "owner@localhost"

// linkLife is how long the printed link waits for its one use.
const linkLife = 30 * time.Minute

// welcome prints the one line to open. On the embedded sandbox that is a sign-in link
// for whoever started the console; with a real program it is one only as long as nobody
// has a password.
func (h *house) welcome(ctx context.Context) error {
	base := "http://" + h.people.Addr().String()
	if h.command.PublicURL != "" {
		base = strings.TrimRight(h.command.PublicURL, "/")
	}
	needed, err := h.needsLink(ctx)
	if err != nil {
		return err
	}
	if !needed {
		fmt.Fprintln(os.Stdout, "Carddeck is ready:", base)
		return nil
	}
	operator, err := h.store.OperatorByEmail(ctx, owner)
	if errors.Is(err, store.ErrNotFound) {
		operator, err = h.store.AddOperator(ctx, store.Operator{Email: owner, Name: "Owner", Role: string(auth.Admin), Active: true})
	}
	if err != nil {
		return err
	}
	secret, hash := auth.NewLink()
	if err := h.store.AddSignInLink(ctx, hash, operator.ID, time.Now().Add(linkLife)); err != nil {
		return err
	}
	fmt.Fprintf(os.Stdout, "Carddeck is ready, open this link once to sign in: %s/sign-in/%s\n", base, secret)
	return nil
}

func (h *house) needsLink(ctx context.Context) (bool, error) {
	if h.environment.Kind == environment.Embedded {
		return true, nil
	}
	all, err := h.store.ListOperators(ctx)
	for _, o := range all {
		if o.PasswordHash != "" && o.Active {
			return false, err
		}
	}
	return true, err
}
