package store_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"carddeck/marqeta/jit"
	"carddeck/marqeta/jit/rule"
	"carddeck/store"
	"carddeck/store/storetest"
)

var gatewayKey = store.NewKey()

func TestGatewaySettings(t *testing.T) {
	t.Parallel()
	storetest.DSNs(t, func(t *testing.T, dsn string) {
		s := storetest.Open(t, store.Config{DSN: dsn, Key: gatewayKey})
		all, err := s.ListGateways(t.Context())
		if err != nil || len(all) != 1 || all[0].Source != "" || all[0].Mode != jit.Decide || all[0].Version != 1 {
			t.Fatalf("begins with %+v: %v", all, err)
		}
		g := store.Gateway{Source: "source_gw01", Mode: jit.Observe, UpstreamURL: "https://gateway.example/jit", UpstreamUsername: "carddeck", ChangedBy: "ada@example.com"}
		if err := s.PutGateway(t.Context(), g, "upstream-secret"); err != nil {
			t.Fatal(err)
		}
		if err := s.PutGateway(t.Context(), g, "x"); !errors.Is(err, store.ErrConflict) {
			t.Errorf("adding it again: %v", err)
		}
		g.Version, g.UpstreamURL = 1, "https://gateway.example/two"
		if err := errors.Join(s.PutGateway(t.Context(), g, "")); err != nil {
			t.Fatal(err)
		}
		if err := s.PutGateway(t.Context(), g, ""); !errors.Is(err, store.ErrStale) {
			t.Errorf("from an old version: %v", err)
		}
		kept, err := s.Gateway(t.Context(), "source_gw01")
		if err != nil || kept.Version != 2 || strings.Contains(string(kept.UpstreamPassword), "upstream-secret") || len(kept.UpstreamPassword) == 0 {
			t.Errorf("kept %+v: %v", kept, err)
		}
		loaded, faults, err := s.LoadGateways(t.Context())
		if err != nil || len(faults) > 0 || len(loaded) != 2 {
			t.Fatalf("loaded %v %v %v", loaded, faults, err)
		}
		if u := loaded[1].Upstream; u.Password.Reveal() != "upstream-secret" || u.URL != "https://gateway.example/two" || u.Username != "carddeck" {
			t.Errorf("upstream %+v", u)
		}
		g.Version, g.UpstreamURL, g.Mode = 2, "", jit.Closed
		if err := s.PutGateway(t.Context(), g, ""); err != nil {
			t.Fatal(err)
		}
		if kept, err := s.Gateway(t.Context(), "source_gw01"); err != nil || kept.UpstreamPassword != nil {
			t.Errorf("the password outlives its address: %+v %v", kept, err)
		}
	})
}

func TestASecretNeedsItsKey(t *testing.T) {
	t.Parallel()
	dsn := filepath.Join(t.TempDir(), "console.db")
	g := store.Gateway{Source: "gw", Mode: jit.Observe, UpstreamURL: "https://gateway.example"}
	for name, key := range map[string][]byte{"another": store.NewKey(), "no": nil} {
		first, err := store.Open(t.Context(), store.Config{DSN: dsn + name, Key: gatewayKey})
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(first.PutGateway(t.Context(), g, "upstream-secret"), first.Close()); err != nil {
			t.Fatal(err)
		}
		s := storetest.Open(t, store.Config{DSN: dsn + name, Key: key})
		all, faults, err := s.LoadGateways(t.Context())
		if err != nil || len(faults) != 1 || !errors.Is(faults[0], store.ErrSealed) || all[1].Mode != jit.Closed || all[0].Mode != jit.Decide {
			t.Errorf("%s key: %+v %v %v", name, all, faults, err)
		}
	}
	if err := storetest.New(t).PutGateway(t.Context(), g, "x"); !errors.Is(err, store.ErrSealed) {
		t.Errorf("sealing without a key: %v", err)
	}
	if _, err := store.Open(t.Context(), store.Config{DSN: dsn, Key: []byte("short")}); err == nil {
		t.Error("a short key is taken")
	}
}

func TestSettingsReachTheEndpoint(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var into jit.Gateways
		ctx, cancel := context.WithCancel(t.Context())
		done, tick := make(chan error, 1), make(chan time.Time)
		go func() { done <- s.RunGateways(ctx, &into, tick) }()
		tick <- time.Now() // the first reading is over
		if got := into.For("x"); got.Mode != jit.Decide || got.Policy == nil {
			t.Errorf("begins %+v", got)
		}
		if err := s.PutGateway(t.Context(), store.Gateway{Mode: jit.Closed, Version: 1}, ""); err != nil {
			t.Fatal(err)
		}
		tick <- time.Now()
		tick <- time.Now()
		if got := into.For("x"); got.Mode != jit.Closed {
			t.Errorf("after a change %+v", got)
		}
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

// What we only would have said is no answer once we are the ones who answer: no money was
// held for it.
func TestAnObservedApprovalIsNeverSent(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		fund(t, s, 10000)
		observing := func(q *jit.Question) { q.Mode = jit.Observe }
		for range 2 {
			if d := decide(t, s, question(1, "pgfs.authorization", 4000, observing)); !d.Approved {
				t.Errorf("observed %+v", d)
			}
		}
		balance(t, s, 10000, 0)
		if d := decide(t, s, question(1, "pgfs.authorization", 4000)); d.Approved || d.Status != 402 || !d.Conflict {
			t.Errorf("decided %+v", d)
		}
		balance(t, s, 10000, 0)
	})
}

// A gateway that closes by itself says so, once.
func TestSettingsThatCannotBeReadAreAnAlarm(t *testing.T) {
	t.Parallel()
	dsn := filepath.Join(t.TempDir(), "console.db")
	first, err := store.Open(t.Context(), store.Config{DSN: dsn, Key: gatewayKey})
	if err != nil {
		t.Fatal(err)
	}
	g := store.Gateway{Source: "gw", Mode: jit.Observe, UpstreamURL: "https://gateway.example"}
	if err := errors.Join(first.PutGateway(t.Context(), g, "upstream-secret"), first.Close()); err != nil {
		t.Fatal(err)
	}
	s := storetest.Open(t, store.Config{DSN: dsn, Key: store.NewKey()})
	var into jit.Gateways
	ctx, cancel := context.WithCancel(t.Context())
	done, tick := make(chan error, 1), make(chan time.Time)
	go func() { done <- s.RunGateways(ctx, &into, tick) }()
	for range 3 {
		tick <- time.Now()
	}
	cancel()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	alarms, err := s.ListAlarms(t.Context(), true, store.Page{})
	if err != nil || len(alarms.Rows) != 1 || alarms.Rows[0].Kind != store.NotInForce || alarms.Rows[0].Times != 1 || !strings.Contains(alarms.Rows[0].Detail, `"gw" is closed`) {
		t.Errorf("alarms %+v: %v", alarms.Rows, err)
	}
	if into.For("gw").Mode != jit.Closed || into.For("other").Mode != jit.Decide {
		t.Error("the others suffer for it")
	}
}

// Nobody can be set to observe nobody; what an earlier release kept so is closed, and told.
func TestObserveNeedsAnUpstream(t *testing.T) {
	t.Parallel()
	storetest.DSNs(t, func(t *testing.T, dsn string) {
		s := storetest.Open(t, store.Config{DSN: dsn, Key: gatewayKey})
		lost := store.Gateway{Source: "gw", Mode: jit.Observe}
		for version := range int64(2) {
			if lost.Version = version; !errors.Is(s.PutGateway(t.Context(), lost, ""), store.ErrNoUpstream) {
				t.Errorf("set from version %d", version)
			}
		}
		lost.Version, lost.UpstreamURL = 0, "https://gateway.example"
		if err := s.PutGateway(t.Context(), lost, ""); err != nil {
			t.Fatal(err)
		}
		run(t, dsn, "UPDATE gateways SET upstream_url = '' WHERE source = 'gw'")
		all, faults, err := s.LoadGateways(t.Context())
		if err != nil || len(faults) != 1 || !errors.Is(faults[0], store.ErrNoUpstream) || all[1].Mode != jit.Closed || all[0].Mode != jit.Decide {
			t.Errorf("loaded %+v, %v, %v", all, faults, err)
		}
	})
}

// A gateway that is given settings of its own goes on by the rules and with the password
// of those it followed.
func TestNewSettingsGoOnWithTheDefaults(t *testing.T) {
	t.Parallel()
	storetest.DSNs(t, func(t *testing.T, dsn string) {
		s := storetest.Open(t, store.Config{DSN: dsn, Key: gatewayKey})
		version, err := s.AddRules(t.Context(), store.GatewayRules{Set: rule.First(), WrittenBy: "ada@example.com"}, 1)
		if err != nil {
			t.Fatal(err)
		}
		g := store.Gateway{Mode: jit.Observe, UpstreamURL: "https://gateway.example", UpstreamUsername: "carddeck", Version: 2}
		if err := s.PutGateway(t.Context(), g, "upstream-secret"); err != nil {
			t.Fatal(err)
		}
		for source, url := range map[string]string{"same": g.UpstreamURL, "another": "https://elsewhere.example"} {
			if g.Source, g.UpstreamURL, g.Version = source, url, 0; s.PutGateway(t.Context(), g, "") != nil {
				t.Fatal(source)
			}
		}
		passwords := map[string]string{}
		all, faults, err := s.LoadGateways(t.Context())
		for _, one := range all {
			passwords[one.Source] = one.Upstream.Password.Reveal()
		}
		if err != nil || len(faults) > 0 || passwords["same"] != "upstream-secret" || passwords["another"] != "" {
			t.Errorf("passwords %v, %v, %v", passwords, faults, err)
		}
		if kept, err := s.Gateway(t.Context(), "another"); err != nil || kept.RulesVersion != version {
			t.Errorf("rules %d, want %d: %v", kept.RulesVersion, version, err)
		}
	})
}

// Trimming goes on over many batches, and takes nothing that is young.
func TestTrimAnswers(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		journal := s.NewJournal()
		for n := range 1200 {
			at := noon.Add(time.Duration(n) * time.Minute)
			journal.Note(jit.Answered{Gateway: map[bool]string{true: "unknown"}[n%2 == 0], Mode: jit.Decide, End: jit.Unreadable, Status: 402, Received: at})
		}
		ended, stop := context.WithCancel(t.Context())
		stop()
		if err := journal.Run(ended); err != nil {
			t.Fatal(err)
		}
		all, err := s.ListAnswers(t.Context(), store.AnswerFilter{}, store.Page{Limit: store.MaxLimit})
		if err != nil || all.Older == nil {
			t.Fatalf("noted %d, %v", len(all.Rows), err)
		}
		border := noon.Add(1100 * time.Minute)
		if n, err := s.TrimAnswers(t.Context(), border); err != nil || n < 1100 {
			t.Errorf("removed %d, %v", n, err)
		}
		left, err := s.ListAnswers(t.Context(), store.AnswerFilter{}, store.Page{Limit: store.MaxLimit})
		if err != nil || len(left.Rows) != 100 || left.Rows[99].ReceivedAt.Before(border) {
			t.Errorf("left %d, %v", len(left.Rows), err)
		}
		if n, err := s.TrimAnswers(t.Context(), border); err != nil || n != 0 {
			t.Errorf("removed %d once more, %v", n, err)
		}
	})
}
