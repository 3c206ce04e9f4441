package control

import (
	"slices"

	"carddeck/marqeta"
)

// Groups are the groups that scopes name, by token.
type Groups struct {
	MCC      map[string]marqeta.MCCGroup
	Merchant map[string]marqeta.MerchantGroup
}

// Covers reports whether a scope holds a merchant, given by its MID and its category. An
// empty scope holds every merchant; an inactive or unknown group holds none.
func (g Groups) Covers(s marqeta.MerchantScope, mid, mcc string) bool {
	switch {
	case s.MID != "":
		return s.MID == mid
	case s.MCC != "":
		return s.MCC == mcc
	case s.MCCGroup != "":
		group := g.MCC[s.MCCGroup]
		return group.Active && Lists(group.MCCs, mcc)
	case s.MerchantGroupToken != "":
		group := g.Merchant[s.MerchantGroupToken]
		return group.Active && slices.Contains(group.MIDs, mid)
	}
	return true
}

// Lists reports whether a category is among codes and ranges such as 2224-2230.
func Lists(mccs []string, mcc string) bool {
	return IsMCC(mcc) && slices.ContainsFunc(mccs, func(entry string) bool {
		from, to, ok := Range(entry)
		return ok && from <= mcc && mcc <= to
	})
}

// Range reads four digits, or two times four with a dash between them of which the first
// is not above the second; ok is false for anything else.
func Range(entry string) (from, to string, ok bool) {
	switch {
	case IsMCC(entry):
		return entry, entry, true
	case len(entry) == 9 && entry[4] == '-' && IsMCC(entry[:4]) && IsMCC(entry[5:]) && entry[:4] <= entry[5:]:
		return entry[:4], entry[5:], true
	}
	return "", "", false
}

// IsMCC reports whether a text is four digits.
func IsMCC(s string) bool {
	return len(s) == 4 && !slices.ContainsFunc([]byte(s), func(b byte) bool { return b < '0' || b > '9' })
}
