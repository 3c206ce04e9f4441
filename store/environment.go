package store

import (
	"context"
	"fmt"
)

// stamp is the one row that says whose data this is.
type stamp struct {
	ID          int64 `bun:",pk"`
	Environment string
	KeyCheck    []byte // sealed; nil until the first CheckKey
}

// Stamp binds the database to the platform whose data it holds, such as "embedded
// sandbox" or a host name. The first call decides; later ones with another name
// return ErrWrongEnvironment with both names.
func (s *Store) Stamp(ctx context.Context, environment string) error {
	_, err := s.write.NewInsert().Model(&stamp{ID: 1, Environment: environment}).On("CONFLICT (id) DO NOTHING").Exec(ctx)
	if err != nil {
		return translate("stamp the database", err)
	}
	var found stamp
	if err := s.write.NewSelect().Model(&found).Where("id = 1").Scan(ctx); err != nil {
		return translate("read the database's stamp", err)
	}
	if found.Environment != environment {
		return fmt.Errorf("%w: it was made for %q, and this is %q", ErrWrongEnvironment, found.Environment, environment)
	}
	return nil
}
