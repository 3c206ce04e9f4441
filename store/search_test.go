package store_test

import (
	"errors"
	"testing"

	"carddeck/store"
	"carddeck/store/storetest"

	"github.com/google/go-cmp/cmp"
)

func TestFind(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		play(t, s, "reversed in full", "r")
		deliver(t, s, `{"transactions":[{"token":"t","type":"refund","state":"COMPLETION","approval_code":"A1B2C3","amount":1,"currency_code":"USD","created_time":"2026-03-02T10:00:00Z"}]}`)
		applyAll(t, s)
		if err := errors.Join(
			s.PutUser(ctx, store.User{Token: "u", FirstName: "Ada", Email: "Ada@Example.com"}),
			s.PutCardProduct(ctx, store.CardProduct{Token: "p", Name: "Courier"}),
			s.PutFundingSource(ctx, store.FundingSource{Token: "my_source_01", Name: "Float"}),
		); err != nil {
			t.Fatal(err)
		}
		for query, want := range map[string][]string{
			"r-card": {"card r-card"}, " r-card\n": {"card r-card"}, "4821": {"card r-card"}, "u": {"user u"}, "ada@EXAMPLE.com": {"user u"},
			"p": {"card product p"}, "my_source_01": {"funding source my_source_01"}, "**********e_01": {"funding source my_source_01"},
			"r-order": {"gpa_order r-order"}, "r-auth": {"transaction r-auth", "notification 1"}, "a1b2c3": {"transaction t"},
			"": nil, "nothing": nil, "%": nil, "' OR 1=1 --": nil, "\x00": nil, "Ada": nil,
		} {
			hits, err := s.Find(ctx, query)
			var got []string
			for _, h := range hits {
				got = append(got, h.Kind+" "+h.Token)
			}
			if diff := cmp.Diff(want, got); err != nil || diff != "" {
				t.Errorf("Find(%q): %v (-want +got):\n%s", query, err, diff)
			}
		}
	})
}
