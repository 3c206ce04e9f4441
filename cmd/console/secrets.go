package main

import (
	"context"
	"fmt"

	"carddeck/store"
)

type secretsCommand struct {
	Forget secretsForget `cmd:"" help:"Take the passwords of your own gateways out of the database, for when the key that sealed them is lost. They have to be typed again."`
}

type secretsForget struct{ settings }

// Run takes sealed secrets away, with an entry in the audit log.
func (c secretsForget) Run(ctx context.Context) error {
	return c.with(ctx, func(s *store.Store) error {
		n, err := s.ForgetSecrets(ctx, "shell: "+whoami())
		if err == nil {
			fmt.Printf("Passwords of %d gateways were taken away; the next console that starts decides about the key\n", n)
		}
		return err
	})
}
