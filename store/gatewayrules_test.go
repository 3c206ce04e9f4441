package store_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"carddeck/marqeta/jit"
	"carddeck/marqeta/jit/rule"
	"carddeck/store"
	"carddeck/store/storetest"
)

func TestRulesAreVersions(t *testing.T) {
	t.Parallel()
	storetest.DSNs(t, func(t *testing.T, dsn string) {
		s := storetest.Open(t, store.Config{DSN: dsn})
		set := rule.Set{Rules: []rule.Rule{{Name: "No gambling", Kind: rule.MCC, Then: rule.Deny, Values: []string{"7995"}}}}
		first, err := s.AddRules(t.Context(), store.GatewayRules{Set: set, Note: "policy 7", WrittenBy: "ada@example.com"}, 1)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.AddRules(t.Context(), store.GatewayRules{Set: set}, 1); !errors.Is(err, store.ErrStale) {
			t.Errorf("from an old version: %v", err)
		}
		second, err := s.AddRules(t.Context(), store.GatewayRules{Set: rule.First(), WrittenBy: "ada@example.com"}, 2)
		if err != nil || second <= first {
			t.Fatalf("versions %d, %d: %v", first, second, err)
		}
		if _, err := s.AddRules(t.Context(), store.GatewayRules{Set: rule.Set{Rules: []rule.Rule{{}}}}, 3); !errors.As(err, new(rule.Faults)) {
			t.Errorf("faulty rules: %v", err)
		}
		if err := errors.Join(s.UseRules(t.Context(), "", first, 3, "ada@example.com")); err != nil {
			t.Fatal(err)
		}
		if err := s.UseRules(t.Context(), "", 999, 4, ""); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("rules that are not: %v", err)
		}
		kept, err := s.Rules(t.Context(), first)
		if err != nil || kept.Set.Version != first || kept.Set.Rules[0].Name != "No gambling" || kept.Note != "policy 7" {
			t.Errorf("kept %+v: %v", kept, err)
		}
		list, err := s.ListRules(t.Context(), "", 0)
		if err != nil || len(list) != 2 || list[0].Version != second || list[0].Rules != nil {
			t.Errorf("list %+v: %v", list, err)
		}
		if list, err := s.ListRules(t.Context(), "", second); err != nil || len(list) != 1 || list[0].Version != first {
			t.Errorf("list %+v: %v", list, err)
		}
		all, faults, err := s.LoadGateways(t.Context())
		if err != nil || len(faults) > 0 {
			t.Fatal(err, faults)
		}
		ask := jit.Ask{Method: "pgfs.authorization", Currency: "USD", Amount: 1, MCC: "7995"}
		if v := all[0].Policy(ask, jit.Account{Posted: 100}, time.Now()); v.Approved || v.Rule != "No gambling" || v.Version != first {
			t.Errorf("verdict %+v", v)
		}
		db := raw(t, dsn)
		for _, statement := range []string{"UPDATE gateway_rules SET note = ''", "DELETE FROM gateway_rules"} {
			if _, err := db.ExecContext(t.Context(), statement); err == nil || !strings.Contains(err.Error(), "never") {
				t.Errorf("%s: %v", statement, err)
			}
		}
	})
}
