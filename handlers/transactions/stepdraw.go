package transactions

import (
	"net/http"
	"net/url"

	"carddeck/marqeta"
	"carddeck/store"
	views "carddeck/views/transactions"
	"carddeck/views/ui"
	"carddeck/web/form"
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

// drawnStep is what the form page of a step depends on beside the transaction.
type drawnStep struct {
	form    stepForm
	errs    form.Errors
	refused *marqeta.Error
}

func (h *Handler) drawStep(w http.ResponseWriter, r *http.Request, status int, s seen, n next, d drawnStep) error {
	now := standing(s)
	word := wording(n)
	p := views.StepPage{
		Title: word.name, Sub: "Follows " + what(n.subject) + ": " + subject(n.subject) + ".",
		Back: path(s.Token), Where: "Transaction " + ui.Short(s.Token),
		Action: stepPath(n), Preview: stepPath(n), Key: h.changes.NewKey(), Then: d.form.Then, Note: word.note,
		Now: []ui.Fact{
			{Label: "On hold now", Value: ui.Amount(ui.MoneyOf(now.hold, n.subject.Currency))},
			{Label: "Posted so far", Value: ui.Amount(ui.MoneyOf(now.posted, n.subject.Currency))},
		},
		Amount: ui.Field{
			Name: "amount", Label: "Amount in " + n.subject.Currency, API: "amount", Value: d.form.Amount,
			Error: d.errs["amount"], Help: word.help, MaxLength: 20,
		},
		Effect: stepEffect(n, s, d.form),
		Request: form.Preview(h.program.BaseURL(), http.MethodPost,
			"/simulations/cardtransactions/"+url.PathEscape(string(n.kind)), n.request(d.form)),
		Foot: ui.Foot{Note: "You will be recorded as the one who simulated it.", Cancel: path(s.Token), Submit: word.button},
	}
	const nothing = "Nothing was simulated"
	reference := reqlog.From(r.Context()).Reference
	p.Refusal = d.errs.Refusal(nothing, reference, []ui.Fault{{Field: "amount", Text: "Amount"}})
	if d.refused != nil {
		p.Refusal = form.MarqetaRefusal(nothing, reference, d.refused)
	}
	return render.Page(w, r, status, render.View{
		Title: p.Title, Section: "/transactions", Body: views.Step(p), Fragments: []string{ui.RequestRegion},
	})
}

// stepEffect adds the step up as if it had been approved.
func stepEffect(n next, s seen, f stepForm) views.StepEffect {
	minor, ok := f.minor(n.subject.Currency)
	if !ok {
		return views.StepEffect{}
	}
	if n.verb == refund {
		return views.StepEffect{Why: ui.MoneyOf(minor, n.subject.Currency).String() +
			" comes back to where the card product sends refunds. This purchase stays as it is: the refund is a transaction of its own."}
	}
	now := standing(s)
	steps := effects(append(append([]store.Transaction(nil), s.life...), foretold(n, minor, now)))
	after := steps[len(steps)-1]
	return views.StepEffect{
		Why: after.why, Before: sums(now, n.subject.Currency), After: sums(after, n.subject.Currency),
	}
}

func sums(e effect, currency string) []ui.Fact {
	return []ui.Fact{
		{Label: "On hold", Value: ui.Amount(ui.MoneyOf(e.hold, currency))},
		{Label: "Posted", Value: ui.Amount(ui.MoneyOf(e.posted, currency))},
	}
}
