package store

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/uptrace/bun"
)

// Every query that grows with the data finds its rows through an index and in its
// order; nothing is scanned or sorted.
func TestQueriesUseTheirIndexes(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), Config{DSN: filepath.Join(t.TempDir(), "console.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	at := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	for index, f := range map[string]TransactionFilter{
		"transactions_time": {}, "transactions_state": {State: "PENDING"}, "transactions_type": {Type: "refund"}, "transactions_card": {Card: "c"},
		"transactions_user": {User: "u"}, "transactions_card_product": {CardProduct: "p"}, "transactions_last_four": {LastFour: "4821"},
		"transactions_mid": {MID: "m"}, "transactions_response": {ResponseCode: "0000"}, "transactions_gpa_order": {GPAOrder: "o"},
		"transactions_funding_record": {FundingRecords: true}, "transactions_mcc": {MCC: "5812"}, "transactions_decline_group": {DeclineGroup: "g"},
	} {
		for _, p := range []Page{{}, {Older: &Key{at, "t"}}, {Newer: &Key{at, "t"}}} {
			for _, f := range []TransactionFilter{f, withTimes(f, at)} {
				q := s.read.NewSelect().Model((*Transaction)(nil))
				expectIndex(t, s, index, paged(q, p, f.apply(q)).String())
			}
		}
	}
	for index, filters := range map[string][]filter{
		"cards_time": nil, "cards_user": {{"user_token", "u"}}, "cards_last_four": {{"last_four", "4821"}}, "cards_card_product": {{"card_product_token", "p"}}, "cards_state": {{"state", "ACTIVE"}},
	} {
		expectPages[Card](t, s, index, filters)
	}
	for index, filters := range map[string][]filter{
		"users_time": nil, "users_email": {{"lower(email)", "a@b"}}, "users_parent": {{"parent_token", "u"}}, "users_status": {{"status", "ACTIVE"}},
	} {
		expectPages[User](t, s, index, filters)
	}
	for index, filters := range map[string][]filter{
		"gpa_orders_time": nil, "gpa_orders_user": {{"user_token", "u"}}, "gpa_orders_funding_source": {{"funding_source_token", "f"}},
		"gpa_orders_state": {{"state", "PENDING"}}, "gpa_orders_funding_type": {{"funding_type", "program"}},
	} {
		expectPages[GPAOrder](t, s, index, filters)
	}
	for index, f := range map[string]DeclineFilter{
		"decline_groups_seen": {}, "decline_groups_state": {State: DeclinesOpen, Currency: "USD"}, "decline_groups_code": {Code: "1016", State: DeclinesOpen},
		"decline_groups_decider": {Decider: "funding"}, "decline_groups_card_product": {CardProduct: "p", From: at, To: at},
	} {
		for _, p := range []Page{{}, {Older: &Key{at, "g"}}, {Newer: &Key{at, "g"}}} {
			q := s.read.NewSelect().Model((*DeclineGroup)(nil))
			expectIndex(t, s, index, paged(q, p, f.apply(q)).String())
			expectIndex(t, s, "decline_groups_size", DeclineFilter{}.byCount(s.read.NewSelect().Model((*DeclineGroup)(nil)), p).String())
			expectIndex(t, s, "decline_groups_state_size", DeclineFilter{State: DeclinesOpen}.byCount(s.read.NewSelect().Model((*DeclineGroup)(nil)), p).String())
		}
	}
	for index, f := range map[string]CaseFilter{
		"cases_latest": {Unresolved: true}, "cases_state": {State: CaseWaiting}, "cases_assignee (assignee_id=?)": {Assignee: 7, Unresolved: true},
		"cases_assignee": {Unassigned: true}, "SCAN case": {},
	} {
		expectIndex(t, s, index, byID(f.apply(s.read.NewSelect().Model((*Case)(nil))), Page{}).String())
	}
	for index, f := range map[string]NotificationFilter{
		"notifications_status": {Status: Failed}, "notifications_family": {Family: "ping"},
		"SCAN": {}, "SCAN notification": {Status: Applied}, // the newest first, which are nearly all
	} {
		expectIndex(t, s, index, byID(f.apply(s.read.NewSelect().Model((*Notification)(nil))), Page{}).String())
	}
	for index, query := range map[string]string{
		"notifications_1 (token=?": NotificationFilter{Token: "t"}.apply(s.read.NewSelect().Model((*Notification)(nil))).String(),
		"transactions_preceding":   strings.NewReplacer("?0", "'t'", "?1", "10").Replace(relatives),
		"notifications_status":     s.stored(10).String(),
		"notifications_due":        s.due(10).String(),
	} {
		expectIndex(t, s, index, query)
		if plan := planOf(t, s, query); strings.Contains(plan, "SCAN t ") || strings.Contains(plan, "SCAN notification") {
			t.Errorf("%s\nis planned as %q", query, plan)
		}
	}
}

func withTimes(f TransactionFilter, at time.Time) TransactionFilter {
	f.From, f.To = at.Add(-time.Hour), at.Add(time.Hour)
	return f
}

func expectPages[T any](t *testing.T, s *Store, index string, filters []filter) {
	t.Helper()
	for _, p := range []Page{{}, {Older: &Key{time.Time{}, "t"}}} {
		q := s.read.NewSelect().Model((*T)(nil))
		expectIndex(t, s, index, paged(q, p, narrow(q, order{at: "created_at", token: "token"}, filters)).String())
	}
}

func expectIndex(t *testing.T, s *Store, index, query string) {
	t.Helper()
	plan := planOf(t, s, query)
	if !strings.Contains(plan, index) || strings.Contains(plan, "TEMP B-TREE") {
		t.Errorf("%s\nis planned as %q, want %s", query, plan, index)
	}
}

func planOf(t *testing.T, s *Store, query string) string {
	t.Helper()
	var steps []struct {
		ID, Parent, Notused int64
		Detail              string
	}
	if err := s.read.NewRaw("EXPLAIN QUERY PLAN ?", bun.Safe(query)).Scan(context.Background(), &steps); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	var plan []string
	for _, step := range steps {
		plan = append(plan, step.Detail)
	}
	return strings.Join(plan, "; ")
}
