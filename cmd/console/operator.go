package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/mail"
	"os"
	"strings"

	"carddeck/store"
	"carddeck/web/auth"
)

type operatorCommand struct {
	Add     operatorAdd     `cmd:"" help:"Add an operator, or give one a new password and role."`
	Disable operatorDisable `cmd:"" help:"Disable an operator and end their sessions."`
	List    operatorList    `cmd:"" help:"List the operators."`
}

type operatorAdd struct {
	settings
	Email         string `required:"" help:"Email to sign in with."`
	Name          string `help:"Name as colleagues know it; the email when left out."`
	Role          string `required:"" enum:"admin,ops,product,support,auditor" help:"admin, ops, product, support or auditor."`
	PasswordStdin bool   `required:"" help:"Read the password from standard input; it never stands in the command line."`
}

// Run adds the operator. Somebody who exists gets the new password and role.
func (c operatorAdd) Run(ctx context.Context) error {
	if at, err := mail.ParseAddress(c.Email); err != nil || at.Address != c.Email {
		return fmt.Errorf("%q is not an email address", c.Email)
	}
	password, err := readPassword(os.Stdin)
	if err != nil {
		return err
	}
	hash, err := auth.HashPassword(password)
	if err != nil {
		return err
	}
	return c.with(ctx, func(s *store.Store) error {
		name := c.Name
		if name == "" {
			name = c.Email
		}
		_, err := s.AddOperator(ctx, store.Operator{Email: c.Email, Name: name, Role: c.Role, PasswordHash: hash, Active: true})
		if err == nil {
			fmt.Println("Added", c.Email, "as", c.Role)
			return nil
		}
		if !errors.Is(err, store.ErrEmailTaken) {
			return err
		}
		return renew(ctx, s, c, hash)
	})
}

func renew(ctx context.Context, s *store.Store, c operatorAdd, hash string) error {
	return s.InTx(ctx, func(ctx context.Context, tx *store.Store) error {
		operator, err := tx.OperatorByEmail(ctx, c.Email)
		if err != nil {
			return err
		}
		if err := errors.Join(
			tx.SetPassword(ctx, operator.ID, hash), tx.SetOperatorRole(ctx, operator.ID, c.Role),
			tx.SetOperatorActive(ctx, operator.ID, true), tx.EndSessionsOf(ctx, operator.ID),
		); err != nil {
			return err
		}
		fmt.Println("Gave", c.Email, "a new password and the role", c.Role+"; open sessions were ended")
		return nil
	})
}

type operatorDisable struct {
	settings
	Email string `required:"" help:"Email of the operator."`
}

// Run disables the operator, who is out from the next click on.
func (c operatorDisable) Run(ctx context.Context) error {
	return c.with(ctx, func(s *store.Store) error {
		operator, err := s.OperatorByEmail(ctx, c.Email)
		if errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("there is no operator %s", c.Email)
		}
		if err != nil {
			return err
		}
		return errors.Join(s.SetOperatorActive(ctx, operator.ID, false), s.EndSessionsOf(ctx, operator.ID))
	})
}

type operatorList struct{ settings }

// Run prints the operators.
func (c operatorList) Run(ctx context.Context) error {
	return c.with(ctx, func(s *store.Store) error {
		all, err := s.ListOperators(ctx)
		for _, o := range all {
			fmt.Printf("%s\t%s\t%s\tactive=%t\n", o.Email, o.Role, o.Name, o.Active)
		}
		return err
	})
}

// with opens the environment's database beside a console that may be running.
func (s settings) with(ctx context.Context, do func(*store.Store) error) error {
	if err := s.check(); err != nil {
		return err
	}
	e, err := s.environment()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(s.folder(e), 0o700); err != nil {
		return fmt.Errorf("make the data folder: %w", err)
	}
	st, err := store.Open(ctx, store.Config{DSN: s.dsn(e), Beside: true})
	if err != nil {
		return err
	}
	if err := st.Stamp(ctx, e.Name); err != nil {
		return errors.Join(err, st.Close())
	}
	return errors.Join(do(st), st.Close())
}

// readPassword takes the first line, without its end.
func readPassword(from io.Reader) (string, error) {
	line, err := bufio.NewReader(io.LimitReader(from, 1024)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("read the password: %w", err)
	}
	return strings.TrimRight(line, "\r\n"), nil
}
