package declines

import (
	"cmp"
	"net/url"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
	"carddeck/store"
	"carddeck/views/ui"
)

// cause says in a few words why the declines of a group were refused.
func cause(code string) string {
	words, ok := dictionary.Words(marqeta.ResponseCode(code))
	switch {
	case ok:
		return ui.Capital(words)
	case code == "":
		return "No code given"
	}
	return "A code that no source explains"
}

// decider says which check refused, and how sure that is.
func decider(c store.DeclineCause) string {
	check := dictionary.Check(c.Decider).Words()
	switch {
	case c.Decider == "":
		return "Which check refused is not told"
	case c.Control != "":
		check += ": " + ui.Name(c.Control)
	case !c.Sure:
		return "Most likely decided by " + check
	}
	return "Decided by " + check
}

// verdict is what the dictionary has to say, fitted to what the group knows.
func verdict(c store.DeclineCause) dictionary.Verdict {
	e := dictionary.Evidence{Control: c.Control}
	if c.Sure {
		e.Check = dictionary.Check(c.Decider)
	}
	return dictionary.Explain(marqeta.ResponseCode(c.Code), e)
}

func mark(g store.DeclineGroup) ui.Mark {
	switch {
	case g.State == store.DeclinesResolved:
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Resolved"}
	case !g.ReopenedAt.IsZero():
		return ui.Mark{Tone: ui.Bad, Icon: "undo", Text: "Reopened"}
	}
	return ui.Mark{Tone: ui.Caution, Icon: "warn", Text: "Open"}
}

// hit counts who was met.
func hit(g store.DeclineGroup) string {
	return counted(g.Cards, "card") + ", " + counted(g.Users, "user")
}

func counted(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return humanize.Comma(n) + " " + noun + "s"
}

func amounts(g store.DeclineGroup) []ui.Money {
	var out []ui.Money
	for _, a := range g.Amounts {
		m := ui.MoneyOf(a.AmountMinor, a.Currency)
		m.Void = true
		out = append(out, m)
	}
	return out
}

// title is a group in one sentence.
func title(g store.DeclineGroup, product string) string {
	text := cause(g.Code) + ": " + counted(g.Declines, "decline") + " on " + counted(g.Cards, "card")
	if g.MCC != "" {
		text += " at merchant category " + ui.Name(g.MCC)
	}
	if product != "" {
		text += ", " + product
	}
	return text
}

// done words the past of an audit entry's action: "card product Fleet was changed".
func done(e store.AuditEntry, name string) string {
	verb, noun, ok := strings.Cut(e.Action, " ")
	past, known := pasts[verb]
	if !ok || !known {
		return "“" + ui.Name(e.Action) + "”"
	}
	return strings.TrimSpace(noun+" "+cmp.Or(name, ui.Short(ui.Name(e.Target)))) + " was " + past
}

var pasts = map[string]string{
	"create": "created", "change": "changed", "edit": "changed", "activate": "activated", "deactivate": "deactivated", "suspend": "suspended",
	"reinstate": "reinstated", "terminate": "terminated", "close": "closed", "limit": "limited", "unverify": "set unverified", "load": "loaded",
	"unload": "unloaded", "clone": "cloned", "import": "imported", "raise": "raised", "lift": "lifted",
}

// ago words a short time between two moments.
func ago(d time.Duration) string {
	switch minutes := int64(d / time.Minute); {
	case minutes < 1:
		return "less than a minute"
	case minutes < 60:
		return counted(minutes, "minute")
	}
	return "an hour"
}

// changed is the page of what an audit entry changed.
func changed(e store.AuditEntry) string {
	return cmp.Or(e.ResultPath, "/audit?target="+url.QueryEscape(e.Target))
}
