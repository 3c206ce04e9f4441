package store

import (
	"context"
	"time"
)

// Scenario is a scenario that people keep, as its file.
type Scenario struct {
	ID            int64  `bun:",pk,autoincrement"`
	Name          string // unique, as the file says
	Title         string // as the file says
	File          []byte // empty in lists
	OperatorID    int64  // who wrote it last
	OperatorEmail string
	CreatedAt     time.Time
	UpdatedAt     time.Time
}

// AddScenario keeps a new scenario; a name that exists is ErrConflict.
func (s *Store) AddScenario(ctx context.Context, in Scenario) error {
	in.ID, in.CreatedAt, in.UpdatedAt = 0, s.now(), s.now()
	_, err := s.write.NewInsert().Model(&in).Exec(ctx)
	return translate("add scenario", err)
}

// ReplaceScenario keeps another file in the place of the one called name, which may get
// another name by it. ErrNotFound when there is none, ErrConflict when the new name is
// another's.
func (s *Store) ReplaceScenario(ctx context.Context, name string, in Scenario) error {
	in.UpdatedAt = s.now()
	return changed("replace scenario")(s.write.NewUpdate().Model(&in).
		Column("name", "title", "file", "operator_id", "operator_email", "updated_at").Where("name = ?", name).Exec(ctx))
}

// DeleteScenario forgets a scenario; ErrNotFound when there is none.
func (s *Store) DeleteScenario(ctx context.Context, name string) error {
	return changed("delete scenario")(s.write.NewDelete().Model((*Scenario)(nil)).Where("name = ?", name).Exec(ctx))
}

// Scenario finds a scenario by its name; ErrNotFound when there is none.
func (s *Store) Scenario(ctx context.Context, name string) (Scenario, error) {
	var found Scenario
	err := s.read.NewSelect().Model(&found).Where("name = ?", name).Scan(ctx)
	return found, translate("find scenario", err)
}

// ListScenarios gives scenarios by name without their files, MaxLimit at most: they are
// written by hand, and a console has few. After leaves out what is not behind a name.
func (s *Store) ListScenarios(ctx context.Context, after string) ([]Scenario, error) {
	var all []Scenario
	err := s.read.NewSelect().Model(&all).ExcludeColumn("file").Where("name > ?", after).OrderExpr("name").Limit(MaxLimit).Scan(ctx)
	return all, translate("list scenarios", err)
}
