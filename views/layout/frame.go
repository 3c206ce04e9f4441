// Package layout draws what stands around every page: the environment band, the
// navigation, the search box, messages, and the operator's own corner.
package layout

import "carddeck/views/ui"

// Frame is what the shell needs to know about a request.
type Frame struct {
	Title    string
	Section  string // path of the navigation entry that is current
	Operator *Operator
	Flashes  []Flash
	Theme    string            // "light", "dark", or "" for the system's choice
	Search   string            // what is in the search box
	May      func(string) bool // whether the operator may open a navigation entry, by path
	Path     string            // the page's own address, to come back to
}

// Operator is the person who is signed in.
type Operator struct {
	Name     string
	Role     string
	Initials string
}

// Flash is a message about what just happened, shown once.
type Flash struct {
	Tone ui.Tone
	Text string
	Href string // the object it speaks of; empty for none
	Link string
}

// place is one navigation entry. Key is pressed after g.
type place struct{ path, icon, text, key string }

type group struct {
	title  string
	places []place
}

var groups = []group{
	{"", []place{
		{"/", "overview", "Overview", "h"},
		{"/transactions", "transactions", "Transactions", "t"},
		{"/declines", "fail", "Declines", "d"},
		{"/cases", "folder", "Cases", "b"},
		{"/codes", "info", "Codes", "e"},
		{"/gpa-orders", "order", "GPA orders", "o"},
		{"/cards", "card", "Cards", "c"},
		{"/users", "user", "Users", "u"},
	}},
	{"Configure", []place{
		{"/card-products", "product", "Card products", "p"},
		{"/funding-sources", "bank", "Funding sources", "f"},
		{"/spend-controls/velocity", "limit", "Spend controls", "l"},
	}},
	{"Test", []place{
		{"/simulator", "play", "Simulator", "s"},
		{"/scenarios", "transactions", "Scenarios", "n"},
		{"/certifications", "ok", "Certification", "v"},
	}},
	{"Run", []place{
		{"/webhooks", "webhook", "Webhooks", "w"},
		{"/gateways", "bolt", "JIT gateway", "j"},
		{"/accounts", "books", "Accounts", "i"},
		{"/repairs", "refresh", "Repairs", "x"},
	}},
	{"Account", []place{
		{"/audit", "shield", "Audit", "a"},
		{"/operators", "team", "Operators", "r"},
	}},
}

func (f Frame) visible(g group) []place {
	var out []place
	for _, p := range g.places {
		if f.May == nil || f.May(p.path) {
			out = append(out, p)
		}
	}
	return out
}

func pressed(on bool) string {
	if on {
		return "true"
	}
	return "false"
}
