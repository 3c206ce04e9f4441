package store_test

import (
	"errors"
	"testing"

	"carddeck/store"
	"carddeck/store/storetest"
)

func TestScenarios(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		pump := store.Scenario{Name: "pump", Title: "Pump", File: []byte("{}\n"), OperatorID: 7, OperatorEmail: "ada@example.com"}
		for _, in := range []store.Scenario{pump, {Name: "hotel", Title: "Hotel", File: []byte("{}")}} {
			if err := s.AddScenario(ctx, in); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.AddScenario(ctx, pump); !errors.Is(err, store.ErrConflict) {
			t.Errorf("added twice: %v", err)
		}
		got, err := s.Scenario(ctx, "pump")
		if err != nil || got.Title != "Pump" || string(got.File) != "{}\n" || got.OperatorEmail != "ada@example.com" || got.CreatedAt.IsZero() || got.UpdatedAt.IsZero() {
			t.Errorf("Scenario = %+v, %v", got, err)
		}
		if all, err := s.ListScenarios(ctx, ""); err != nil || len(all) != 2 || all[0].Name != "hotel" || all[1].File != nil {
			t.Errorf("ListScenarios = %+v, %v", all, err)
		}
		if rest, err := s.ListScenarios(ctx, "hotel"); err != nil || len(rest) != 1 {
			t.Errorf("ListScenarios behind hotel = %+v, %v", rest, err)
		}
		if err := s.ReplaceScenario(ctx, "pump", store.Scenario{Name: "hotel", File: []byte("{}")}); !errors.Is(err, store.ErrConflict) {
			t.Errorf("replaced by another's name: %v", err)
		}
		if err := s.ReplaceScenario(ctx, "pump", store.Scenario{Name: "station", Title: "Station", File: []byte("[]")}); err != nil {
			t.Error(err)
		}
		again, err := s.Scenario(ctx, "station")
		if err != nil || again.ID != got.ID || !again.CreatedAt.Equal(got.CreatedAt) || string(again.File) != "[]" {
			t.Errorf("after replacing: %+v, %v", again, err)
		}
		if err := s.DeleteScenario(ctx, "station"); err != nil {
			t.Error(err)
		}
		for what, err := range map[string]error{
			"replace": s.ReplaceScenario(ctx, "station", pump), "delete": s.DeleteScenario(ctx, "station"),
		} {
			if !errors.Is(err, store.ErrNotFound) {
				t.Errorf("%s of what is gone: %v", what, err)
			}
		}
		if _, err := s.Scenario(ctx, "pump"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("the old name still finds: %v", err)
		}
	})
}
