package store

import (
	"context"
	"strconv"

	"carddeck/marqeta"
)

// What proves a key: a word that is sealed with it.
const (
	keyPlace = "key check"
	keyWord  = marqeta.Secret("carddeck")
)

// CheckKey makes sure that the store's key is the one that secrets in the database are
// sealed with; ErrSealed when it is not. The first call on a stamped database, which must
// open what an earlier release has sealed, decides which key that is.
func (s *Store) CheckKey(ctx context.Context) error {
	var found stamp
	find := func() error {
		return translate("read the key's check", s.write.NewSelect().Model(&found).Where("id = 1").Scan(ctx))
	}
	if err := find(); err != nil {
		return err
	}
	if found.KeyCheck == nil {
		if err := s.claimKey(ctx); err != nil {
			return err
		}
		if err := find(); err != nil {
			return err
		}
	}
	_, err := s.sealer.open(keyPlace, found.KeyCheck)
	return err
}

// claimKey makes the store's key the database's, unless somebody was quicker.
func (s *Store) claimKey(ctx context.Context) error {
	gateways, err := s.ListGateways(ctx)
	if err != nil {
		return err
	}
	for _, g := range gateways {
		if g.UpstreamPassword == nil {
			continue
		}
		if _, err := s.sealer.open("gateway "+g.Source, g.UpstreamPassword); err != nil {
			return err
		}
	}
	sealed, err := s.sealer.seal(keyPlace, keyWord)
	if err != nil {
		return err
	}
	_, err = s.write.NewUpdate().Model((*stamp)(nil)).Set("key_check = ?", sealed).Where("id = 1").Where("key_check IS NULL").Exec(ctx)
	return translate("keep the key's check", err)
}

// ForgetSecrets takes away what is sealed, for when the key is lost, and says of how many
// gateways. The next CheckKey decides about the key anew. by is who does it, for the audit
// log.
func (s *Store) ForgetSecrets(ctx context.Context, by string) (gateways int64, err error) {
	err = s.InTx(ctx, func(ctx context.Context, tx *Store) error {
		r, err := tx.write.NewUpdate().Model((*Gateway)(nil)).Set("upstream_password = NULL").Set("version = version + 1").
			Set("changed_by = ?", by).Set("changed_at = ?", tx.now()).Where("upstream_password IS NOT NULL").Exec(ctx)
		if err != nil {
			return translate("forget the passwords of gateways", err)
		}
		if gateways, err = r.RowsAffected(); err != nil {
			return err
		}
		if _, err := tx.write.NewUpdate().Model((*stamp)(nil)).Set("key_check = NULL").Where("id = 1").Exec(ctx); err != nil {
			return translate("forget the key's check", err)
		}
		entry, _, err := tx.BeginAudit(ctx, AuditEntry{OperatorEmail: by, Action: "forget secrets", Area: "gateways",
			Detail: "sealed with a key that is lost: of " + strconv.FormatInt(gateways, 10) + " gateways"})
		if err != nil {
			return err
		}
		return tx.FinishAudit(ctx, entry.ID, OutcomeDone, "", "", "")
	})
	if err == nil {
		s.settled()
	}
	return gateways, err
}
