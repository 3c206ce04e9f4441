package store_test

import (
	"errors"
	"testing"

	"carddeck/store"
	"carddeck/store/storetest"
)

func TestCertifications(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		id, err := s.AddCertification(ctx, store.Certification{Name: "one", Gateway: "https://gateway.example/jit", Currency: "USD", LimitMillis: 3000, OperatorID: 7, OperatorEmail: "ada@example.com"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.AddCertification(ctx, store.Certification{Name: "one"}); !errors.Is(err, store.ErrConflict) {
			t.Errorf("a name twice: %v", err)
		}
		for i, outcome := range []string{"failed", "passed", "not applicable", "cannot be seen", "passed"} {
			r := store.CertificationResult{CertificationID: id, Number: int64(5 - i), Title: "Title", Outcome: outcome, Verdict: "Words", SlowestMicros: 12, Evidence: []byte(`{}`)}
			if err := s.AddCertificationResult(ctx, r); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.AddCertificationResult(ctx, store.CertificationResult{CertificationID: id, Number: 3, Outcome: "passed", Evidence: []byte(`{}`)}); !errors.Is(err, store.ErrConflict) {
			t.Errorf("a scenario twice: %v", err)
		}
		rows, err := s.CertificationResults(ctx, id)
		if err != nil || len(rows) != 5 || rows[0].Number != 1 || rows[0].Outcome != "passed" || rows[0].Evidence != nil {
			t.Errorf("results: %+v, %v", rows, err)
		}
		one, err := s.CertificationResult(ctx, id, 5)
		if err != nil || one.Outcome != "failed" || string(one.Evidence) != "{}" || one.SlowestMicros != 12 {
			t.Errorf("result: %+v, %v", one, err)
		}
		if _, err := s.CertificationResult(ctx, id, 6); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a result that is not there: %v", err)
		}
		if err := s.EndCertification(ctx, id, store.CertificationDone, ""); err != nil {
			t.Fatal(err)
		}
		if err := s.EndCertification(ctx, id, store.CertificationStopped, "late"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("ended twice: %v", err)
		}
		got, err := s.Certification(ctx, "one")
		if err != nil || got.Passed != 2 || got.Failed != 1 || got.Other != 2 || got.State != store.CertificationDone || got.EndedAt.IsZero() || got.OperatorEmail != "ada@example.com" {
			t.Errorf("found %+v, %v", got, err)
		}
		if _, err := s.AddCertification(ctx, store.Certification{Name: "two"}); err != nil {
			t.Fatal(err)
		}
		first, err := s.ListCertifications(ctx, store.Page{Limit: 1})
		if err != nil || len(first.Rows) != 1 || first.Rows[0].Name != "two" || first.Older == nil || !first.Rows[0].EndedAt.IsZero() {
			t.Fatalf("listed %+v, %v", first, err)
		}
		rest, err := s.ListCertifications(ctx, store.Page{Limit: 1, Older: first.Older})
		if err != nil || len(rest.Rows) != 1 || rest.Rows[0].Name != "one" || rest.Older != nil {
			t.Errorf("behind it %+v, %v", rest, err)
		}
	})
}
