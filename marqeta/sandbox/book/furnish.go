package book

import (
	"context"
	"fmt"

	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// Furnish puts in place what a program has from its start, where it is missing.
func (b *Book) Furnish(ctx context.Context) error {
	_, grouped := b.Groups.Read(wire.DefaultHolderGroup)
	_, funded := b.ProgramSources.Read(wire.PublicFunding)
	if grouped && funded {
		return nil
	}
	return b.State.Update(ctx, func(tx *state.Tx) error {
		if !grouped {
			fields := wire.NewAccountHolderGroup()
			fields.Name = "Default account holder group"
			b.Groups.Put(tx, wire.DefaultHolderGroup, wire.AccountHolderGroup{Token: wire.DefaultHolderGroup, AccountHolderGroupFields: fields})
		}
		if !funded {
			v := wire.NewProgramFundingSource()
			v.Token, v.Name, v.Account, v.Times = wire.PublicFunding, "Program funding", b.NextAccount(tx), wire.Born(b.Now())
			b.ProgramSources.Put(tx, v.Token, v)
		}
		return nil
	})
}

// NextAccount gives the ledger account path that a new funding source shows.
func (b *Book) NextAccount(tx *state.Tx) string {
	return fmt.Sprintf("12.003.001.%06d", b.ProgramSources.Len(tx)+b.GatewaySources.Len(tx)+1)
}
