package dictionary_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
	"carddeck/marqeta/sandbox/engine"
)

// sourced are the response codes for which any source gives a meaning.
const sourced = `0000 0002 1830
	1001 1002 1003 1004 1005 1011 1804 1805 1806 1807 1808 1809
	1012 1014 1022 1023 1813 1814 1815 1016 1810 1817 1834 1025 1864
	1883 1884 1885 1886 1887 1888 1889
	1015 1017 1018 1019 1020 1021 1802 1803 1811 1812 1842 1816 1818 1819 1820 1821 1822 1823`

const declineReasons = `INVALID_AMOUNT INSUFFICIENT_FUNDS TRANSACTION_NOT_PERMITTED SUSPECTED_FRAUD AMOUNT_LIMIT_EXCEEDED
	TRANSACTION_COUNT_LIMIT_EXCEEDED DUPLICATE_TRANSACTION INVALID_MERCHANT INVALID_CARD NO_CREDIT_ACCOUNT NO_CHECKING_ACCOUNT
	NO_SAVINGS_ACCOUNT EXPIRED_CARD CLOSED_ACCOUNT CARD_NOT_ACTIVE CARDHOLDER_NOT_ACTIVE STOP_PAYMENT
	REVOCATION_AUTHORIZATION_ORDER REVOCATION_ALL_AUTHORIZATION_ORDER SOFT_DECLINE_AUTHENTICATION_REQUIRED SOFT_DECLINE_PIN_REQUIRED
	BLOCKED_BY_ISSUER BLOCKED_BY_CARDHOLDER BLOCKED_MERCHANT_BY_CARDHOLDER INVALID_DRIVER_NUMBER INVALID_VEHICLE_NUMBER`

func TestEveryKnownCodeIsThere(t *testing.T) {
	t.Parallel()
	for family, codes := range map[dictionary.Family]string{
		dictionary.Responses:     sourced,
		dictionary.Reasons:       declineReasons,
		dictionary.Addresses:     "0000 0001 0002 0100 0101 0102 0200 0201 0202 0303",
		dictionary.SecurityCodes: "0000 0001",
		dictionary.Names:         "0000 3033 0123",
		dictionary.Networks:      "00 05 10 14 41 43 46 51 54 55 57 59 61 62 65 75 91 1A",
	} {
		for code := range strings.FieldsSeq(codes) {
			if e, ok := dictionary.Lookup(family, code); !ok || e.Code != code || e.Family != family {
				t.Errorf("%s %s: %+v, %t", family, code, e, ok)
			}
		}
	}
	if n := len(strings.Fields(sourced)); n != len(dictionary.All(dictionary.Responses)) {
		t.Errorf("%d response codes have a source, %d are explained", n, len(dictionary.All(dictionary.Responses)))
	}
}

// What the sandbox answers is explained, in the words that it answers with.
func TestEveryCodeOfTheSandboxIsThere(t *testing.T) {
	t.Parallel()
	found := 0
	for n := range 10_000 {
		code := fmt.Sprintf("%04d", n)
		memo := engine.Memo(code)
		if memo == code {
			continue
		}
		found++
		e, ok := dictionary.Lookup(dictionary.Responses, code)
		if !ok || e.Memo != memo {
			t.Errorf("%s: the sandbox says %q, the dictionary %q", code, memo, e.Memo)
		}
		if _, ok := dictionary.Lookup(dictionary.Networks, engine.Outgoing(code)); !ok {
			t.Errorf("%s: the network is told %s, which is not explained", code, engine.Outgoing(code))
		}
		if e.Fine != marqeta.ResponseCode(code).Success() {
			t.Errorf("%s: fine is %t", code, e.Fine)
		}
	}
	if found < 30 {
		t.Errorf("the sandbox knows %d codes", found)
	}
}

func TestEveryEntryIsComplete(t *testing.T) {
	t.Parallel()
	for _, f := range dictionary.Families() {
		var codes []string
		for _, e := range dictionary.All(f) {
			codes = append(codes, e.Code)
			where := string(f) + " " + e.Code
			if e.Family != f || e.Source == "" {
				t.Errorf("%s: family %q, source %q", where, e.Family, e.Source)
			}
			if e.Source == dictionary.Lineage && !e.Guess {
				t.Errorf("%s rests on a hint and is no guess", where)
			}
			complete(t, where, e.Explanation)
			for _, c := range e.Cases {
				complete(t, where+", "+c.If, c.Explanation)
				if c.If == "" || c.Fits == nil || !slices.Contains(dictionary.Checks(), c.Check) || c.Fits(dictionary.Evidence{}) {
					t.Errorf("%s, %s: check %q, or it fits without evidence", where, c.If, c.Check)
				}
			}
			if c := e.Check; c != "" && !slices.Contains(dictionary.Checks(), c) {
				t.Errorf("%s: no check is called %q", where, c)
			}
			if (f == dictionary.Responses || f == dictionary.Reasons) && !e.Fine && len(e.Checks()) == 0 {
				t.Errorf("%s belongs to no check", where)
			}
		}
		if !slices.IsSorted(codes) || len(slices.Compact(slices.Clone(codes))) != len(codes) || len(codes) == 0 {
			t.Errorf("%s: out of order, twice, or none: %v", f, codes)
		}
	}
}

// jargon is what nobody may say to a cardholder.
var jargon = regexp.MustCompile(`(?i)marqeta|\bjit\b|gateway|\bgpa\b|\bpan\b|\bavs\b|\bmcc\b|[0-9]{4}|[A-Z]+_[A-Z]+|decline`)

func complete(t *testing.T, where string, x dictionary.Explanation) {
	t.Helper()
	for _, text := range []string{x.Meaning, x.Cardholder} {
		if text == "" || !strings.ContainsAny(text[len(text)-1:], ".?") {
			t.Errorf("%s: no sentence: %q", where, text)
		}
	}
	if x.Words == "" || strings.HasSuffix(x.Words, ".") || x.Reason() == "" {
		t.Errorf("%s: words %q, because %q", where, x.Words, x.Because)
	}
	if bad := jargon.FindString(x.Cardholder); bad != "" {
		t.Errorf("%s: %q is not for cardholders: %s", where, bad, x.Cardholder)
	}
	if x.Fine {
		if len(x.Causes)+len(x.Remedies) > 0 {
			t.Errorf("%s: fine, and yet something to cure", where)
		}
		return
	}
	if len(x.Causes) == 0 || len(x.Look) == 0 || len(x.Remedies) == 0 {
		t.Errorf("%s: %d causes, %d things to look at, %d remedies", where, len(x.Causes), len(x.Look), len(x.Remedies))
	}
	for _, l := range x.Look {
		if l.Object == "" || l.Text == "" {
			t.Errorf("%s: look at %+v", where, l)
		}
	}
	for _, r := range x.Remedies {
		if r.Text == "" || r.Who == "" || r.Action == "" {
			t.Errorf("%s: remedy %+v", where, r)
		}
	}
}

func TestNoTwoEntriesShareTheirTexts(t *testing.T) {
	t.Parallel()
	meanings, sentences := map[string]string{}, map[string]string{}
	add := func(where string, x dictionary.Explanation) {
		for seen, text := range map[*map[string]string]string{&meanings: x.Meaning, &sentences: x.Cardholder} {
			if other, ok := (*seen)[text]; ok {
				t.Errorf("%s and %s both say %q", other, where, text)
			}
			(*seen)[text] = where
		}
	}
	for _, f := range dictionary.Families() {
		for _, e := range dictionary.All(f) {
			add(string(f)+" "+e.Code, e.Explanation)
			for _, c := range e.Cases {
				add(string(f)+" "+e.Code+", "+c.If, c.Explanation)
			}
		}
	}
}

func TestTheChecksOfACodeStandInTheirOrder(t *testing.T) {
	t.Parallel()
	e, _ := dictionary.Lookup(dictionary.Responses, "1016")
	if got := e.Checks(); !slices.Equal(got, []dictionary.Check{dictionary.Funds, dictionary.GatewayAsked, dictionary.StandIn}) {
		t.Errorf("1016 is decided by %v", got)
	}
	for _, c := range dictionary.Checks() {
		if c.Words() == "" || strings.Contains(c.Words(), "_") {
			t.Errorf("%s has no words: %q", c, c.Words())
		}
	}
}

func TestWhatNoSourceExplainsIsUnknown(t *testing.T) {
	t.Parallel()
	if words, known := dictionary.Words("1006"); known || words != "" {
		t.Errorf("1006 has no source, yet it means %q", words)
	}
	for family, code := range map[dictionary.Family]string{
		dictionary.Responses: "", dictionary.Reasons: "DO_NOT_HONOR", dictionary.Addresses: "0404",
		dictionary.Names: "3043", dictionary.Networks: "ZZ", "": "0000",
	} {
		if e, ok := dictionary.Lookup(family, code); ok {
			t.Errorf("%s %q: %+v", family, code, e)
		}
	}
	if _, ok := dictionary.Lookup(dictionary.Names, "30"); ok {
		t.Error("a name code of two digits is read")
	}
}

func TestNamesAreReadPartByPart(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]string{
		"0000": "name not validated", "3333": "name matches", "3033": "name matches, middle name not validated",
		"1030": "first name without a match", "1131": "first name, middle name and full name without a match", "3230": "middle name matching in part",
	} {
		e, ok := dictionary.Lookup(dictionary.Names, code)
		if !ok || e.Words != want || e.Fine == strings.Contains(code, "1") {
			t.Errorf("%s: %q, fine: %t", code, e.Words, e.Fine)
		}
		complete(t, "name "+code, e.Explanation)
	}
}

func TestSearch(t *testing.T) {
	t.Parallel()
	tests := []struct {
		query string
		want  string
	}{
		{"1016", "1016"}, {"CARD suspended", "1003"}, {"stolen", "1004"}, {"never activated", "1806"}, {"country sanctions", "1864"},
		{"nothing like this", ""},
	}
	for _, tt := range tests {
		var codes []string
		for _, e := range dictionary.Search(dictionary.Responses, tt.query) {
			codes = append(codes, e.Code)
		}
		if (tt.want == "" && len(codes) > 0) || (tt.want != "" && !slices.Contains(codes, tt.want)) {
			t.Errorf("%q finds %v", tt.query, codes)
		}
	}
	if all := dictionary.Search(dictionary.Networks, " "); len(all) != len(dictionary.All(dictionary.Networks)) {
		t.Errorf("a search for nothing finds %d", len(all))
	}
}
