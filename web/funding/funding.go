// Package funding words what the pages about gateways, decisions, accounts and proposals
// say alike: modes, verdicts, outcomes, times, and where each of them has its page.
package funding

import (
	"net/url"
	"strconv"

	"carddeck/marqeta/jit"
	"carddeck/store"
	"carddeck/views/ui"
)

// Sections of the navigation.
const (
	Gateways  = "/gateways"
	Decisions = "/decisions"
	Accounts  = "/accounts"
	Proposals = "/proposals"
)

// Decision is the page of a decision, by the token of its funding message.
func Decision(token string) string { return Decisions + "/" + url.PathEscape(token) }

// Account is the page of a holder's accounts.
func Account(holder string) string { return Accounts + "/" + url.PathEscape(holder) }

// Proposal is the page of a proposal.
func Proposal(id int64) string { return Proposals + "/" + strconv.FormatInt(id, 10) }

// Gateway is the page of a gateway. The one for every source without settings of its own
// has no token, and is called default.
func Gateway(source string) string {
	if source == "" {
		source = Default
	}
	return Gateways + "/" + url.PathEscape(source)
}

// Default names, in addresses, the settings for every source without its own. No token of
// Marqeta's holds a colon.
const Default = "default:"

// Source gives the token that a gateway's address names.
func Source(name string) string {
	if name == Default {
		return ""
	}
	return name
}

// Verdict marks what we decided.
func Verdict(d store.FundingDecision) ui.Mark {
	switch {
	case d.Approved && d.Granted < d.Amount:
		return ui.Mark{Tone: ui.Caution, Icon: "ok", Text: "Approved in part"}
	case d.Approved:
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Approved"}
	}
	return ui.Mark{Tone: ui.Bad, Icon: "fail", Text: "Declined"}
}

// Outcome marks what the platform made of a decision.
func Outcome(d store.FundingDecision) ui.Mark {
	switch d.Outcome {
	case store.Confirmed:
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Marqeta agreed"}
	case store.DeclinedLater:
		return ui.Mark{Tone: ui.Bad, Icon: "fail", Text: "Marqeta declined it"}
	case store.TimedOut:
		return ui.Mark{Tone: ui.Bad, Icon: "pending", Text: "Too late for Marqeta"}
	case store.Overridden:
		return ui.Mark{Tone: ui.Caution, Icon: "warn", Text: "Approved by somebody else"}
	}
	return ui.Mark{Tone: ui.Note, Icon: "pending", Text: "Not told yet"}
}

// Mode marks how a gateway treats what it is asked.
func Mode(m jit.Mode) ui.Mark {
	switch m {
	case jit.Decide:
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Decide"}
	case jit.Observe:
		return ui.Mark{Tone: ui.Note, Icon: "search", Text: "Observe"}
	}
	return ui.Mark{Tone: ui.Bad, Icon: "lock", Text: "Closed"}
}

// Holder words whose account it is.
func Holder(kind string) string {
	if kind == "business" {
		return "Business"
	}
	return "User"
}

// HolderPage is the page of who holds an account; a business has none in this console.
func HolderPage(kind, token string) string {
	if kind != "user" || token == "" {
		return ""
	}
	return "/users/" + url.PathEscape(token)
}

// Reason words a decline reason of the platform's enumeration: "insufficient funds".
func Reason(r jit.Reason) string { return lower(string(r)) }
