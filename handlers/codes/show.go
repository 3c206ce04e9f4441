package codes

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"carddeck/marqeta/dictionary"
	"carddeck/store"
	views "carddeck/views/codes"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/problem"
	"carddeck/web/render"
)

// Show explains one code. A code without any source is shown as it is, with what the
// platform said the last time, under status 404.
func (h *Handler) Show(w http.ResponseWriter, r *http.Request) error {
	of, code := dictionary.Family(r.PathValue("family")), r.PathValue("code")
	called, ok := families[of]
	if !ok {
		return problem.NotFound("family of codes", "/codes", "All codes")
	}
	p := views.ShowPage{Back: listPath(of, ""), Where: called.one + "s"}
	status := http.StatusOK
	if e, known := dictionary.Lookup(of, code); known {
		explain(&p, e)
	} else {
		memo, err := h.memo(r.Context(), of, code)
		if err != nil {
			return err
		}
		status = http.StatusNotFound
		unknown(&p, called, code, memo)
	}
	if of == dictionary.Responses && auth.From(r.Context()).May(auth.ReadTransactions) {
		p.Steps = []ui.Step{{Text: "Transactions with this code", Icon: "transactions", Href: "/transactions?response_code=" + url.QueryEscape(code)}}
	}
	p.Related = related(of, code)
	return render.Page(w, r, status, render.View{Title: called.one + " " + ui.Name(code), Section: "/codes", Body: views.Show(p)})
}

// memo is what the platform said with the newest transaction of a code; empty where there
// is none, or none that the operator may read.
func (h *Handler) memo(ctx context.Context, of dictionary.Family, code string) (string, error) {
	if of != dictionary.Responses || !auth.From(ctx).May(auth.ReadTransactions) {
		return "", nil
	}
	found, err := h.store.ListTransactions(ctx, store.TransactionFilter{ResponseCode: code}, store.Page{Limit: 1})
	if err != nil {
		return "", fmt.Errorf("find a transaction with the code: %w", err)
	}
	if len(found.Rows) == 0 {
		return "", nil
	}
	return found.Rows[0].ResponseMemo, nil
}

func explain(p *views.ShowPage, e dictionary.Entry) {
	p.Headline = ui.Headline{
		Marks: []ui.Mark{outcome(e), certainty(e.Explanation)},
		Title: ui.Capital(e.Words) + " (" + e.Code + ")", Why: e.Meaning,
		Facts: []ui.Fact{
			{Label: families[e.Family].one, Value: ui.Token(e.Code, "")},
			{Label: "Marqeta's memo", Value: ui.Text(e.Memo)},
			{Label: "Decided by", Value: ui.Text(checks(e))},
			{Label: "Source", Value: ui.Text(ui.Capital(string(e.Source)))},
		},
	}
	p.Cardholder, p.Causes = e.Cardholder, e.Causes
	for _, l := range e.Look {
		p.Look = append(p.Look, views.Look{Object: string(l.Object), Text: l.Text})
	}
	p.Remedies = remedies(e.Explanation)
	for _, c := range e.Cases {
		p.Cases = append(p.Cases, views.Case{
			If: ui.Capital(c.If), Check: "Decided by: " + c.Check.Words(), Words: ui.Capital(c.Words), Meaning: c.Meaning,
			Cardholder: c.Cardholder, Remedies: remedies(c.Explanation), Guess: c.Guess,
		})
	}
}

func remedies(x dictionary.Explanation) []views.Remedy {
	var out []views.Remedy
	for _, r := range x.Remedies {
		out = append(out, views.Remedy{Text: r.Text, Who: ui.Capital(string(r.Who)), Action: ui.Capital(string(r.Action))})
	}
	return out
}

func unknown(p *views.ShowPage, called family, code, memo string) {
	p.Headline = ui.Headline{
		Marks: []ui.Mark{{Tone: ui.Plain, Icon: "unknown", Text: "Unknown"}},
		Title: called.one + " " + ui.Name(code) + " is not explained anywhere we know",
		Why:   "Marqeta's own list is longer than what is published. A code without a source is shown as it came, and nothing is made up for it.",
		Facts: []ui.Fact{
			{Label: called.one, Value: ui.Token(ui.Name(code), "")},
			{Label: "Last memo seen", Value: ui.Text(ui.Name(memo))},
		},
	}
	p.Unknown = &ui.Empty{
		Title: "What to do with an unknown code",
		Text:  "Read the memo and the raw JSON of a transaction that has it. Marqeta's support explains it by the transaction's token and time.",
	}
}

// related leads to the same code of other families, since digits repeat.
func related(of dictionary.Family, code string) []ui.Fact {
	out := []ui.Fact{{Label: "All of this family", Value: ui.Link(listPath(of, ""), families[of].one+"s")}}
	for _, f := range dictionary.Families() {
		if e, ok := dictionary.Lookup(f, code); ok && f != of {
			out = append(out, ui.Fact{Label: "As " + strings.ToLower(families[f].one), Value: ui.Link(ui.CodePath(string(f), code), ui.Capital(e.Words))})
		}
	}
	return out
}
