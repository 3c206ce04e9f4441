package cardproducts

import (
	"net/http"
	"slices"
	"strconv"

	"carddeck/marqeta"
	"carddeck/marqeta/productfields"
	"carddeck/views/cardproducts"
	"carddeck/views/ui"
	"carddeck/web/form"
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

const nothingChanged = "Nothing was changed"

func (h *Handler) drawEditor(w http.ResponseWriter, r *http.Request, status int, e edition, errs form.Errors) error {
	token := e.product.Token
	p := cardproducts.EditPage{
		Head: ui.Head{Title: "Edit " + ui.Name(e.product.Name), Back: path(token), Where: "Card product",
			Sub: "Every field that Marqeta has for a card product, with what it does and what a sandbox begins with."},
		Review: path(token) + "/review", Cancel: path(token), Seen: e.seen, Search: e.search,
		Refusal: errs.Refusal(nothingChanged, reqlog.From(r.Context()).Reference, fieldOrder()),
		Count:   countWords(len(e.changes())), Differences: differences(e.changes()),
		Request: form.Preview(h.program.BaseURL(), http.MethodPut, "/cardproducts/"+token, productfields.Patch(e.changes())),
	}
	if len(p.Differences) == 0 {
		p.Count = "Nothing so far"
	}
	p.Groups, p.Kept = editGroups(e, errs)
	return render.Page(w, r, status, render.View{
		Title: "Edit card product", Section: "/card-products", Body: cardproducts.Edit(p),
		Fragments: []string{cardproducts.FieldsRegion, cardproducts.ChangesRegion},
	})
}

func (h *Handler) drawReview(w http.ResponseWriter, r *http.Request, status int, e edition, errs form.Errors, refused *marqeta.Error) error {
	token, changes := e.product.Token, e.changes()
	source, err := h.sourceName(r.Context(), e.after)
	if err != nil {
		return err
	}
	p := cardproducts.ReviewPage{
		Head: ui.Head{Title: "Save changes to " + ui.Name(e.product.Name) + "?", Back: path(token), Where: "Card product",
			Sub: "Before is what Marqeta has now. Only these members are sent."},
		Action: path(token), Again: path(token) + "/review", Key: h.changes.NewKey(),
		Kept:        []cardproducts.Hidden{{Name: "seen", Value: version(e.before)}},
		Differences: differences(changes),
		Sentences:   productfields.Sentences(e.after, source),
		Request:     form.Preview(h.program.BaseURL(), http.MethodPut, "/cardproducts/"+token, productfields.Patch(changes)),
		Refusal:     errs.Refusal(nothingChanged, reqlog.From(r.Context()).Reference, nil),
		Foot: ui.Foot{Note: "You will be recorded as the one who changed it.", Cancel: path(token), Submit: "Save " + countWords(len(changes)),
			Confirm: r.PostFormValue("confirmation"), Error: errs["confirmation"]},
	}
	for _, c := range changes {
		p.Kept = append(p.Kept, cardproducts.Hidden{Name: c.Field.Path, Value: c.After})
	}
	if e.overtaken() {
		p.Warning = "Somebody changed this card product while you were editing it"
	}
	if refused != nil {
		p.Refusal = form.MarqetaRefusal(nothingChanged, reqlog.From(r.Context()).Reference, refused)
	}
	return render.Page(w, r, status, render.View{Title: "Save changes", Section: "/card-products", Body: cardproducts.Review(p)})
}

// editGroups gives the fields that match the search, and what was changed about others.
func editGroups(e edition, errs form.Errors) ([]cardproducts.EditGroup, []cardproducts.Hidden) {
	var groups []cardproducts.EditGroup
	var kept []cardproducts.Hidden
	for _, title := range productfields.Groups() {
		g := cardproducts.EditGroup{Title: string(title), Open: e.search != "" || title == productfields.Naming}
		changed := 0
		for _, f := range productfields.All() {
			if f.Group != title {
				continue
			}
			differs := e.before[f.Path] != e.after[f.Path]
			switch {
			case f.Matches(e.search):
				g.Rows = append(g.Rows, editRow(f, e, errs[f.Path]))
			case differs:
				kept = append(kept, cardproducts.Hidden{Name: f.Path, Value: e.after[f.Path]})
			}
			if differs {
				changed++
			}
			g.Open = g.Open || differs || errs[f.Path] != ""
		}
		g.Note = countWords(len(g.Rows))
		if changed > 0 {
			g.Note += ", " + strconv.Itoa(changed) + " changed"
		}
		if len(g.Rows) > 0 {
			groups = append(groups, g)
		}
	}
	return groups, kept
}

func editRow(f productfields.Field, e edition, wrong string) cardproducts.EditRow {
	row := cardproducts.EditRow{Lines: f.Kind == productfields.Prefixes, Field: ui.Field{
		Name: f.Path, Label: f.Label, API: lastName(f), Value: e.after[f.Path], Error: wrong, Help: f.Meaning, Readonly: f.Set,
		MaxLength: f.Max, Mono: f.Kind == productfields.Text && f.Path != "name",
	}}
	if f.Default != "" {
		row.Field.Help += " A sandbox begins with: " + f.Words(f.Default) + "."
	}
	switch {
	case f.Set:
		row.Field.Help += " Marqeta sets it; here it is only shown."
		row.Field.MaxLength = 0
	case f.Kind == productfields.Date:
		row.Field.Type = "date"
	case f.Kind == productfields.Number:
		row.Field.MaxLength = 10
	case f.Kind == productfields.Switch, f.Kind == productfields.Choice:
		row.Options = editOptions(f, e.before[f.Path])
	}
	return row
}

// editOptions offers "not set" only where Marqeta can take it.
func editOptions(f productfields.Field, before string) []ui.Option {
	var out []ui.Option
	if before == "" || f.Kind == productfields.Choice && !f.Whole {
		out = append(out, ui.Option{Text: "Not set"})
	}
	if f.Kind == productfields.Switch {
		return append(out, ui.Option{Value: "true", Text: "Yes"}, ui.Option{Value: "false", Text: "No"})
	}
	for _, o := range f.Choices {
		out = append(out, ui.Option{Value: o.Value, Text: f.Words(o.Value)})
	}
	if before != "" && !slices.ContainsFunc(out, func(o ui.Option) bool { return o.Value == before }) {
		out = append(out, ui.Option{Value: before, Text: before})
	}
	return out
}
