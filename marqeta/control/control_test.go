package control_test

import (
	"slices"
	"testing"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
	"carddeck/marqeta/sandbox/wire"
)

func TestReaches(t *testing.T) {
	t.Parallel()
	program, product, user := marqeta.Association{}, marqeta.Association{CardProductToken: "fleet"}, marqeta.Association{UserToken: "ada"}
	for name, tc := range map[string]struct {
		of       marqeta.Association
		user     string
		products []string
		want     bool
	}{
		"program, anybody":              {program, "ada", []string{"fleet"}, true},
		"program, nobody":               {program, "", nil, true},
		"product, holder of its card":   {product, "ada", []string{"other", "fleet"}, true},
		"product, holder of other card": {product, "ada", []string{"other"}, false},
		"product, without cards":        {product, "ada", nil, false},
		"product alone":                 {product, "", []string{"fleet"}, true},
		"user, herself":                 {user, "ada", nil, true},
		"user, somebody else":           {user, "bob", []string{"fleet"}, false},
		"user, nobody":                  {user, "", []string{"fleet"}, false},
	} {
		if got := control.Reaches(tc.of, tc.user, tc.products...); got != tc.want {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

func TestInForce(t *testing.T) {
	t.Parallel()
	noon := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	before, after := marqeta.At(noon.Add(-time.Hour)), marqeta.At(noon.Add(time.Hour))
	ada, fleet := marqeta.Association{UserToken: "ada"}, marqeta.Association{CardProductToken: "fleet"}
	set := control.Set{
		Velocity: []marqeta.VelocityControl{
			{Token: "hers", Active: true, Association: ada}, {Token: "asleep", Association: ada},
			{Token: "fleet", Active: true, Association: fleet}, {Token: "all", Active: true},
			{Token: "bobs", Active: true, Association: marqeta.Association{UserToken: "bob"}},
		},
		Auth: []marqeta.AuthControl{
			{Token: "open", Active: true}, {Token: "over", Active: true, EndTime: marqeta.At(noon)},
			{Token: "to come", Active: true, StartTime: after}, {Token: "now", Active: true, StartTime: marqeta.At(noon), EndTime: after},
		},
		Exempt: []marqeta.ExemptMID{{Token: "gone", Active: true, EndTime: before}, {Token: "mid", Active: true, StartTime: before}},
	}
	got := set.InForce(noon, "ada", "fleet")
	var tokens []string
	for _, v := range got.Velocity {
		tokens = append(tokens, v.Token)
	}
	for _, a := range got.Auth {
		tokens = append(tokens, a.Token)
	}
	for _, e := range got.Exempt {
		tokens = append(tokens, e.Token)
	}
	if want := []string{"all", "fleet", "hers", "open", "now", "mid"}; !slices.Equal(tokens, want) || got.Len() != len(want) {
		t.Errorf("got %v, want %v", tokens, want)
	}
}

func TestBounds(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 20, 23, 30, 0, 0, time.FixedZone("west", -8*60*60)) // Saturday the 21st in UTC
	for window, want := range map[marqeta.VelocityWindow]string{
		marqeta.DayWindow: "2026-11-21 2026-11-22", marqeta.WeekWindow: "2026-11-15 2026-11-22", marqeta.MonthWindow: "2026-11-01 2026-12-01",
		marqeta.QuarterWindow: "2026-10-01 2027-01-01", marqeta.YearWindow: "2026-01-01 2027-01-01",
		marqeta.LifetimeWindow: "0001-01-01 0001-01-01", marqeta.TransactionWindow: "0001-01-01 0001-01-01",
	} {
		from, to := control.Bounds(window, at)
		if got := from.Format(time.DateOnly) + " " + to.Format(time.DateOnly); got != want {
			t.Errorf("%s: got %s, want %s", window, got, want)
		}
	}
}

func TestCoversAsTheSandboxDoes(t *testing.T) {
	t.Parallel()
	lists := [][]string{{"5541"}, {"3000-3299", "7011"}, {"0000-9999"}, {}}
	for _, mccs := range lists {
		for _, active := range []bool{true, false} {
			groups := control.Groups{
				MCC:      map[string]marqeta.MCCGroup{"g": {Token: "g", MCCs: mccs, Active: active}},
				Merchant: map[string]marqeta.MerchantGroup{"m": {Token: "m", MIDs: []string{"one", "two"}, Active: active}},
			}
			theirs := wire.MCCGroupFields{MCCs: mccs}
			theirs.Active = true
			for _, mcc := range []string{"", "5541", "2999", "3000", "3100", "3299", "3300", "7011", "70110"} {
				want := active && theirs.Has(mcc)
				if got := groups.Covers(marqeta.MerchantScope{MCCGroup: "g"}, "one", mcc); got != want {
					t.Errorf("%v, %s: got %v, want %v", mccs, mcc, got, want)
				}
			}
			if got := groups.Covers(marqeta.MerchantScope{MerchantGroupToken: "m"}, "two", ""); got != active {
				t.Errorf("merchant group: got %v", got)
			}
		}
	}
	none := control.Groups{}
	for _, tc := range []struct {
		scope marqeta.MerchantScope
		want  bool
	}{
		{marqeta.MerchantScope{}, true}, {marqeta.MerchantScope{MID: "one"}, true}, {marqeta.MerchantScope{MID: "two"}, false},
		{marqeta.MerchantScope{MCC: "5541"}, true}, {marqeta.MerchantScope{MCC: "5542"}, false},
		{marqeta.MerchantScope{MCCGroup: "gone"}, false}, {marqeta.MerchantScope{MerchantGroupToken: "gone"}, false},
	} {
		if got := none.Covers(tc.scope, "one", "5541"); got != tc.want {
			t.Errorf("%+v: got %v", tc.scope, got)
		}
	}
}

func TestRange(t *testing.T) {
	t.Parallel()
	for entry, want := range map[string]bool{
		"5541": true, "3000-3299": true, "3000-3000": true, "3299-3000": false, "554": false, "55411": false, "3000 3299": false, "30a0-3299": false, "": false, "-": false,
	} {
		if _, _, ok := control.Range(entry); ok != want {
			t.Errorf("%q: got %v", entry, ok)
		}
	}
}
