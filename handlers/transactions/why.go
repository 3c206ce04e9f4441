package transactions

import (
	"context"
	"net/http"
	"net/url"

	"carddeck/marqeta/dictionary"
	"carddeck/marqeta/explain"
	"carddeck/store"
	views "carddeck/views/transactions"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/decided"
	"carddeck/web/spend"
)

// decide draws how the transaction was decided, what would cure a decline, and the way to
// try it again. After the cure, or where its cause is gone, trying again comes first.
func (h *Handler) decide(r *http.Request, p *views.ShowPage, s seen, a around) (err error) {
	ctx, t := r.Context(), s.Transaction
	if p.Again, err = h.repeated(ctx, s, r.URL.Query().Get("again")); err != nil || t.FundingRecord {
		describe(p, s, a, explain.Trace{})
		return err
	}
	tr := decided.Trace(ctx, h.program, s.Token, parse(s.raw))
	v := describe(p, s, a, tr)
	p.Why = decision(ctx, t, a, tr)
	p.Headline.Marks = append(p.Headline.Marks, p.Why.Badge)
	if t.State != "DECLINED" {
		return nil
	}
	if p.Why.Cures = cures(ctx, t, a, v, tr, h.changes.NewKey); !v.Known {
		p.Why.NoCure = "No source explains this code, so nobody knows what cures it. Marqeta's support can tell by the transaction's token."
	}
	var first []ui.Step
	for _, c := range p.Why.Cures {
		if c.Step.Href != "" && c.Step.WhyNot == "" && !c.Aside {
			first = []ui.Step{c.Step}
			break
		}
	}
	if again, ok := h.tryAgain(s); ok && simulates(r) {
		if r.URL.Query().Get("next") == "again" || cured(a, tr) {
			first = []ui.Step{again}
		} else {
			first = append(first, again)
		}
	}
	if len(first) > 0 {
		first[0].First = true
	}
	p.Steps = append(first, p.Steps...)
	return nil
}

// decision draws a trace.
func decision(ctx context.Context, t store.Transaction, a around, tr explain.Trace) views.Why {
	w := views.Why{Open: t.State == "DECLINED", Badge: deciderMark(t, tr), Note: known(tr)}
	for _, l := range tr.Lines {
		c := views.Check{
			Mark: checkMark(l), Name: ui.Capital(l.Check.Words()), Text: compared(l, t.Currency), Rests: string(l.Rests), Guess: l.Guess,
		}
		if l.Result != explain.NotReached || len(l.Values) > 0 {
			c.Href, c.Place = about(ctx, l, t, a)
		}
		w.Checks = append(w.Checks, c)
	}
	return w
}

func checkMark(l explain.Line) ui.Mark {
	switch l.Result {
	case explain.Passed:
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Passed"}
	case explain.Failed:
		text := "Failed"
		if l.Code != "" {
			text += " (" + string(l.Code) + ")"
		}
		return ui.Mark{Tone: ui.Bad, Icon: "fail", Text: text}
	case explain.NotReached:
		return ui.Mark{Tone: ui.Plain, Icon: "todo", Text: "Not reached"}
	}
	return ui.Mark{Tone: ui.Caution, Icon: "unknown", Text: "Cannot be known"}
}

// deciderMark is the one badge that says who decided.
func deciderMark(t store.Transaction, tr explain.Trace) ui.Mark {
	tone := ui.Good
	if t.State == "DECLINED" {
		tone = ui.Bad
	}
	if tr.DecidedBy == "" {
		return ui.Mark{Tone: ui.Caution, Icon: "unknown", Text: "Decided by: cannot be known"}
	}
	return ui.Mark{Tone: tone, Icon: "shield", Text: "Decided by: " + tr.DecidedBy.Words()}
}

// known says how far a trace is to be trusted.
func known(tr explain.Trace) string {
	if tr.Exact {
		return "Exact: the sandbox kept it"
	}
	if len(tr.Candidates) == 0 {
		return "Rebuilt from the notification and what Marqeta tells now"
	}
	var words []string
	for _, c := range tr.Candidates {
		words = append(words, c.Words())
	}
	return "Rebuilt. It may have been: " + list(words...)
}

// about leads to what a check was about, where the operator may see it.
func about(ctx context.Context, l explain.Line, t store.Transaction, a around) (href, words string) {
	look := func(need auth.Permission, path, token, name string) (string, string) {
		if token == "" || !auth.From(ctx).May(need) {
			return "", ""
		}
		return path + url.PathEscape(token), name
	}
	switch l.Check {
	case dictionary.CardFound, dictionary.CardState, dictionary.Expiry, dictionary.PIN:
		return look(auth.ReadCards, "/cards/", t.CardToken, "Card")
	case dictionary.UserFound, dictionary.AccountState:
		return look(auth.ReadUsers, "/users/", holder(t), "User")
	case dictionary.CardProductState, dictionary.SecurityCode, dictionary.AVS, dictionary.PointOfInteraction, dictionary.Country, dictionary.QuasiCash:
		return look(auth.ReadCardProducts, "/card-products/", t.CardProductToken, "Card product")
	case dictionary.AuthorizationControls:
		if c, ok := l.Values.Control("exempt"); ok {
			return look(auth.ReadSpendControls, spend.Exempt.Path()+"/", c.Token, "Exemption")
		}
		return look(auth.ReadSpendControls, spend.Auth.Path()+"/", l.Control, "Control")
	case dictionary.VelocityControls:
		return look(auth.ReadSpendControls, spend.Velocity.Path()+"/", l.Control, "Control")
	case dictionary.Funds, dictionary.GatewayAsked:
		return look(auth.ReadFundingSources, "/funding-sources/", a.product.FundingSourceToken, "Funding source")
	}
	return "", ""
}

// holder gives who holds the card.
func holder(t store.Transaction) string {
	if t.ActingUserToken != "" {
		return t.ActingUserToken
	}
	return t.UserToken
}
