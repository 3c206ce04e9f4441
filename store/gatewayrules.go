package store

import (
	"context"
	"errors"
	"time"

	"carddeck/marqeta/jit/rule"
)

// GatewayRules is one version of a gateway's rules. It never changes.
type GatewayRules struct {
	Version   int64 `bun:",pk,autoincrement"`
	Source    string
	Rules     []byte // JSON
	Note      string // why, in the words of who wrote it
	WrittenBy string // email of an operator
	WrittenAt time.Time

	Set rule.Set `bun:"-"` // Rules, read
}

// AddRules keeps a new version of a gateway's rules and puts it in force, in one go, from
// the gateway's version on. What is wrong with the rules are rule.Faults; ErrStale means
// that somebody else changed the gateway, ErrNotFound that it has no settings.
func (s *Store) AddRules(ctx context.Context, in GatewayRules, from int64) (version int64, err error) {
	if faults := in.Set.Check(); len(faults) > 0 {
		return 0, translate("add rules", faults)
	}
	in.Version, in.Rules, in.WrittenAt = 0, in.Set.JSON(), s.now()
	err = s.InTx(ctx, func(ctx context.Context, tx *Store) error {
		if _, err := tx.write.NewInsert().Model(&in).Returning("version").Exec(ctx); err != nil {
			return translate("add rules", err)
		}
		return tx.UseRules(ctx, in.Source, in.Version, from, in.WrittenBy)
	})
	if err == nil {
		s.settled()
	}
	return in.Version, err
}

// UseRules puts a version of a gateway's rules in force, 0 those that everybody begins
// with. ErrNotFound when the version is not one of this gateway's.
func (s *Store) UseRules(ctx context.Context, source string, version, from int64, by string) error {
	if version != 0 {
		if kept, err := s.Rules(ctx, version); err != nil || kept.Source != source {
			return errors.Join(translate("use rules", ErrNotFound), err)
		}
	}
	g := Gateway{Source: source, RulesVersion: version, Version: from + 1, ChangedBy: by, ChangedAt: s.now()}
	return s.replaceGateway(ctx, g, from, "rules_version", "version", "changed_by", "changed_at")
}

// Rules gives a version of rules; ErrNotFound when there is none.
func (s *Store) Rules(ctx context.Context, version int64) (GatewayRules, error) {
	var found GatewayRules
	if err := s.read.NewSelect().Model(&found).Where("version = ?", version).Scan(ctx); err != nil {
		return found, translate("find rules", err)
	}
	set, err := rule.Read(found.Rules)
	found.Set, found.Set.Version = set, version
	return found, translate("read rules", err)
}

// ListRules gives versions of a gateway's rules without the rules themselves, the latest
// first, those before a version when that is not 0.
func (s *Store) ListRules(ctx context.Context, source string, before int64) ([]GatewayRules, error) {
	var rows []GatewayRules
	q := s.read.NewSelect().Model(&rows).ExcludeColumn("rules").Where("source = ?", source)
	if before > 0 {
		q.Where("version < ?", before)
	}
	err := q.OrderExpr("version DESC").Limit(DefaultLimit).Scan(ctx)
	return rows, translate("list rules", err)
}
