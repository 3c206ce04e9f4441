package store_test

import (
	"errors"
	"testing"

	"carddeck/marqeta"
	"carddeck/marqeta/jit"
	"carddeck/store"
	"carddeck/store/storetest"
)

// The first key is the database's until its secrets are forgotten.
func TestOneKeyForADatabase(t *testing.T) {
	t.Parallel()
	storetest.DSNs(t, func(t *testing.T, dsn string) {
		other := store.NewKey()
		with := func(key []byte, f func(*store.Store) error) error {
			s, err := store.Open(t.Context(), store.Config{DSN: dsn, Key: key})
			if err != nil {
				t.Fatal(err)
			}
			return errors.Join(f(s), s.Close())
		}
		check := func(s *store.Store) error {
			return errors.Join(s.Stamp(t.Context(), "embedded sandbox"), s.CheckKey(t.Context()))
		}
		g := store.Gateway{Source: "gw", Mode: jit.Observe, UpstreamURL: "https://gateway.example"}
		// An earlier release sealed a password and checked nothing.
		if err := with(gatewayKey, func(s *store.Store) error {
			return s.PutGateway(t.Context(), g, marqeta.Secret("upstream-secret"))
		}); err != nil {
			t.Fatal(err)
		}
		for i, step := range []struct {
			key  []byte
			want error
		}{{other, store.ErrSealed}, {nil, store.ErrSealed}, {gatewayKey, nil}, {gatewayKey, nil}, {other, store.ErrSealed}} {
			if err := with(step.key, check); !errors.Is(err, step.want) {
				t.Errorf("start %d: %v, want %v", i+1, err, step.want)
			}
		}
		err := with(nil, func(s *store.Store) error {
			if n, err := s.ForgetSecrets(t.Context(), "shell: ada"); err != nil || n != 1 {
				t.Errorf("forgot the secrets of %d gateways: %v", n, err)
			}
			log, err := s.ListAudit(t.Context(), store.AuditFilter{}, store.Page{})
			if err != nil || len(log.Rows) != 1 || log.Rows[0].Action != "forget secrets" || log.Rows[0].Outcome != store.OutcomeDone {
				t.Errorf("audit: %+v, %v", log.Rows, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := with(other, check); err != nil {
			t.Errorf("after that: %v", err)
		}
		if err := with(gatewayKey, check); !errors.Is(err, store.ErrSealed) {
			t.Errorf("the lost key, found again: %v", err)
		}
	})
}
