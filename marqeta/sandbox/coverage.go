package sandbox

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/simulate"
)

// lacks says of paths that are built what they leave out. Whoever builds a path
// with a gap adds it here; one that is built whole is not named.
var lacks = map[string]string{
	"/accountholdergroups":         keptFees,
	"/accountholdergroups/{token}": keptFees,
	"/businesses":                  noSearchType,
	"/kyc/{token}":                 "a result that is pending lists no questions",
	"/users":                       noSearchType,
	"/users/lookup":                noSearchType,

	"/autoreloads":               merchantReloads,
	"/autoreloads/{token}":       merchantReloads,
	"/banktransfers/ach":         "transfers of the program's own bank account move nothing that is shown; funding_source_type selects nothing out",
	"/realtimefeegroups":         realTimeFees,
	"/realtimefeegroups/{token}": realTimeFees,

	"/bulkissuances":                             nothingShips,
	"/bulkissuances/{token}":                     nothingShips,
	"/chargebacks":                               "pre-initiated ones are refused: no published state is theirs; regulation_type is not kept",
	"/chargebacks/allocationacknowledgement":     "kept; nothing follows from it",
	"/chargebacks/transitions":                   "regulation_type is not kept",
	"/cardproducts":                              keptOnly,
	"/cardproducts/{token}":                      keptOnly,
	"/digitalwalletprovisionrequests/androidpay": randomPayload,
	"/digitalwalletprovisionrequests/applepay":   randomPayload + "; certificates and nonces are not verified",
	"/digitalwalletprovisionrequests/samsungpay": randomPayload,
	"/digitalwalletprovisionrequests/xpay":       randomPayload,
	"/digitalwallets/wpp/applePayJWT":            "signed with a key of the sandbox's own, which Apple does not know",

	"/simulate/authorization":            "vcn_data, and the options about the inside of Marqeta's own simulator, change nothing: no document says what they do",
	"/simulate/authorization/advice":     ownSimulator,
	"/simulate/financial":                ownSimulator,
	"/simulate/financial/advice":         ownSimulator,
	"/simulate/financial/originalcredit": "of the sender, sender_reference_number, sender_account_number, unique_transaction_reference_number and visa_transaction_purpose have no place in a transaction, and change nothing",
}

const (
	keptFees      = "the fees of a group's real-time fee group are charged to nobody"
	noSearchType  = "search_type changes nothing: its values are not published"
	keptOnly      = "selective_auth, network loads, offline PINs and overdraft_destination are kept, and nothing acts on them"
	nothingShips  = "the cards are made, not shipped: no member provider_* appears"
	randomPayload = "the token is made; what only a card network could read is random"
	ownSimulator  = "the options about the inside of Marqeta's own simulator change nothing"
)

const merchantReloads = "a reload of an account that is tied to a merchant is kept and never happens: there are no such accounts"

const realTimeFees = "kept, but card transactions are charged none of the fees: how their attributes pick a transaction is not published"

// without says why operations are not built, by the beginning of their path; the
// longest that fits counts.
var without = map[string]string{
	"/accounts":                 "credit accounts belong to another product of Marqeta's",
	"/balances/{token}/msas":    "no path of Marqeta's opens an account that is tied to a merchant",
	"/cardgroups":               "newer than the description that is followed here",
	"/cards/{token}/stoporders": "newer than the description that is followed here",
}

// How much of a path is built.
const (
	Done    = "done"
	Partial = "partial"
	NotDone = "not done"
)

// Coverage is one path of the Core API and how much of it is built.
type Coverage struct {
	Path    string   `json:"path"`
	State   string   `json:"state"`
	Methods []string `json:"methods"`           // built
	Missing []string `json:"missing,omitempty"` // answered with 501
	Reason  string   `json:"reason,omitempty"`  // what is not done, and why
	unbuilt string
}

// Covered gives every path of the Core API, sorted.
func Covered() []Coverage {
	paths := map[string]*Coverage{}
	at := func(path string) *Coverage {
		key := shape(path)
		if paths[key] == nil {
			paths[key] = &Coverage{Path: path, Methods: []string{}}
		}
		return paths[key]
	}
	for _, r := range routes {
		p := at(r.path)
		p.Methods = append(p.Methods, r.method)
	}
	for path := range (&simulate.Simulator{}).Paths() {
		p := at(path)
		p.Methods = append(p.Methods, post)
	}
	for _, o := range unbuilt {
		p := at(o.path)
		p.Missing = append(p.Missing, o.method)
		p.unbuilt = o.path
	}
	for path, gap := range lacks {
		at(path).Reason = gap
	}
	all := make([]Coverage, 0, len(paths))
	for _, p := range paths {
		all = append(all, p.judged())
	}
	slices.SortFunc(all, func(a, b Coverage) int { return cmp.Compare(a.Path, b.Path) })
	return all
}

// judged says how much is built and why the rest is not.
func (p Coverage) judged() Coverage {
	slices.Sort(p.Methods)
	slices.Sort(p.Missing)
	var reasons []string
	for _, r := range []string{p.Reason, excuse(p.unbuilt)} {
		if r != "" {
			reasons = append(reasons, r)
		}
	}
	p.Reason = strings.Join(reasons, "; ")
	switch {
	case len(p.Methods) == 0:
		p.State = NotDone
	case p.Reason != "" || len(p.Missing) > 0:
		p.State = Partial
	default:
		p.State = Done
	}
	return p
}

// excuse is why an operation of a path is not built.
func excuse(path string) string {
	reason := ""
	for _, start := range slices.Sorted(maps.Keys(without)) {
		if path == start || strings.HasPrefix(path, start+"/") {
			reason = without[start] // the longer ones come later
		}
	}
	return reason
}

var parameter = regexp.MustCompile(`\{[^}]*\}`)

// shape is a path without the names of its parameters, which differ between
// Marqeta's description and the routes.
func shape(path string) string { return parameter.ReplaceAllString(path, "{}") }

// coverage lists what is built. It is the sandbox's own path.
func (s *Server) coverage(*rest.Call) (rest.Reply, error) {
	all := Covered()
	count := map[string]int{Done: 0, Partial: 0, NotDone: 0}
	for _, p := range all {
		count[p.State]++
	}
	return rest.OK(struct {
		Count map[string]int `json:"count"`
		Paths []Coverage     `json:"paths"`
	}{count, all})
}
