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

// noted are answers as the endpoint notes them.
func noted(at time.Time) []jit.Answered {
	ask := jit.Ask{Token: "t1", Transaction: "x1", Method: "pgfs.authorization", Currency: "USD", Amount: 4250, Merchant: "a\x00b"}
	plain := jit.Answered{Ask: ask, Received: at, Mode: jit.Decide, End: jit.Settled, Status: 200, Ours: jit.Verdict{Approved: true},
		Stages: jit.Stages{Read: time.Millisecond, Parsed: 2 * time.Millisecond, Waited: 3 * time.Millisecond, Wrote: 4 * time.Millisecond, Synced: 5 * time.Millisecond, Answered: 20 * time.Millisecond}}
	conflict, failed := plain, plain
	conflict.End, conflict.Status, conflict.Ours = jit.Conflict, 402, jit.Verdict{Reason: jit.Duplicate}
	failed.End, failed.Status, failed.Token, failed.Error, failed.Body, failed.Stages.Answered = jit.Failed, 402, "t2", "locked \xff\x00", []byte("{\xff}"), time.Second
	return []jit.Answered{plain, conflict, conflict, failed}
}

func TestJournal(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		j := s.NewJournal()
		now := time.Now().UTC()
		for _, a := range noted(now) {
			j.Note(a)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := j.Run(ctx); err != nil { // writes what waits
			t.Fatal(err)
		}
		if err := j.Run(ctx); err != nil { // nothing
			t.Fatal(err)
		}
		all, err := s.ListAnswers(t.Context(), store.AnswerFilter{Source: new("")}, store.Page{})
		if err != nil || len(all.Rows) != 4 {
			t.Fatalf("answers %+v: %v", all, err)
		}
		first, err := s.Answer(t.Context(), all.Rows[3].ID)
		if err != nil || first.Token != "t1" || first.TransactionToken != "x1" || first.Status != 200 || first.SyncedUs != 5000 || first.AnsweredUs != 20000 {
			t.Errorf("first %+v: %v", first, err)
		}
		if _, ok := first.Read(); ok {
			t.Error("a plain decision is kept twice")
		}
		if failed, err := s.ListAnswers(t.Context(), store.AnswerFilter{Ended: jit.Failed, Token: "t2"}, store.Page{}); err != nil || len(failed.Rows) != 1 {
			t.Errorf("failed %+v: %v", failed, err)
		} else if one, err := s.Answer(t.Context(), failed.Rows[0].ID); err != nil {
			t.Error(err)
		} else if d, ok := one.Read(); !ok || d.Error != "locked \uFFFD\uFFFD" || d.Request != "{\uFFFD}" || d.Ask.Merchant != "a\x00b" {
			t.Errorf("details %+v", d)
		}
		if slow, err := s.SlowestAnswers(t.Context(), "", now.Add(-time.Hour), 2); err != nil || len(slow) != 2 || slow[0].Token != "t2" {
			t.Errorf("slowest %+v: %v", slow, err)
		}
		l, err := s.GatewayLatency(t.Context(), "", now.Add(-time.Minute))
		if err != nil || l.Answers != 4 || l.Approvals != 1 || l.P50 < 20*time.Millisecond || l.P50 > 24*time.Millisecond || l.P99 < time.Second || l.Max > 1200*time.Millisecond {
			t.Errorf("latency %+v: %v", l, err)
		}
		alarms, err := s.ListAlarms(t.Context(), true, store.Page{})
		if err != nil || len(alarms.Rows) != 2 || alarms.Rows[0].Kind != jit.BooksFailed || alarms.Rows[1].Times != 2 || alarms.Rows[1].About != "t1" {
			t.Fatalf("alarms %+v: %v", alarms, err)
		}
		closeAlarm(t, s, alarms.Rows[1])
		lone := s.NewJournal()
		for _, a := range noted(now) {
			lone.Note(a)
		}
		if err := lone.Run(ctx); err != nil {
			t.Fatal(err)
		}
		if alarms, err := s.ListAlarms(t.Context(), false, store.Page{}); err != nil || len(alarms.Rows) != 3 || alarms.Rows[1].Times != 2 {
			t.Errorf("alarms %+v: %v", alarms, err)
		}
	})
}

func closeAlarm(t *testing.T, s *store.Store, a store.GatewayAlarm) {
	t.Helper()
	if err := s.CloseAlarm(t.Context(), a.ID, "ada@example.com"); err != nil {
		t.Error(err)
	}
	if err := s.CloseAlarm(t.Context(), a.ID, "bob@example.com"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("closing it again: %v", err)
	}
}

func TestAFullJournalBlocksNobody(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	j := s.NewJournal()
	a := noted(time.Now().UTC())[0]
	for range 16384 + 5 {
		j.Note(a)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := j.Run(ctx); err != nil {
		t.Fatal(err)
	}
	alarms, err := s.ListAlarms(t.Context(), true, store.Page{})
	if err != nil || len(alarms.Rows) != 1 || alarms.Rows[0].Kind != store.NotRecorded || alarms.Rows[0].Times != 5 {
		t.Errorf("alarms %+v: %v", alarms, err)
	}
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
