package spend

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/spendcontrols"
	"carddeck/views/ui"
	"carddeck/web/problem"
	"carddeck/web/render"
)

// counts is how many transactions a preview may judge; the first is proposed.
var counts = []struct {
	most int
	text string
}{{1_000, "1,000"}, {10_000, "10,000"}, {100_000, "100,000"}}

// TryOf offers a preview on the form of an object; editing is empty for a new one.
func (k Kind) TryOf(editing string) *spendcontrols.Try {
	t := &spendcontrols.Try{Action: "/spend-controls/previews/" + k.Area}
	if editing != "" {
		t.Action += "?change=" + url.QueryEscape(editing)
	}
	for _, c := range counts {
		t.Counts = append(t.Counts, ui.Option{Value: c.text, Text: c.text + " transactions"})
	}
	t.Count = t.Counts[0].Value
	return t
}

// MostOf is how many transactions are to be judged.
func MostOf(r *http.Request) int {
	for _, c := range counts {
		if r.PostFormValue("try") == c.text {
			return c.most
		}
	}
	return counts[0].most
}

// Back is the address of the form with the answers that were sent.
func (k Kind) Back(r *http.Request, editing string) string {
	values := url.Values{}
	for name, value := range r.PostForm {
		if name != "request_key" && name != "confirmation" && name != "try" {
			values[name] = value
		}
	}
	if editing != "" {
		return k.Of(editing) + "/edit?" + values.Encode()
	}
	return k.Path() + "/new?" + values.Encode()
}

// Narrow says whose transactions are enough for a control before and after a change, and
// what they are called; everybody's when the change moves it from one to another.
func Narrow(ctx context.Context, s Store, names Names, before *marqeta.Association, after marqeta.Association) (f store.EventFilter, of string, err error) {
	if before != nil && *before != after {
		return f, "", nil
	}
	switch after.Level() {
	case marqeta.CardProductLevel:
		f.CardProduct = after.CardProductToken
		return f, "the card product " + names.Product(f.CardProduct), nil
	case marqeta.UserLevel:
		u, err := s.User(ctx, after.UserToken)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return f, "", err
		}
		if err != nil || u.ParentToken != "" {
			return f, "", nil // a parent's account may be the one that transactions name
		}
		f.User = after.UserToken
		return f, names.User(f.User), nil
	}
	return f, "", nil
}

// Begin starts a preview and leads to its page.
func (p *Previews) Begin(w http.ResponseWriter, r *http.Request, plan Plan) error {
	id, err := p.Start(r.Context(), plan)
	if errors.Is(err, ErrBusy) {
		return &problem.Problem{Status: http.StatusConflict, Title: "Two previews are running already",
			Detail: "Each reads many transactions, so this console runs two at once. Wait a moment, go back and try again.", Href: plan.Back, Action: "Back to the form"}
	}
	if err != nil {
		return err
	}
	return render.Redirect(w, r, "/spend-controls/previews/"+url.PathEscape(id))
}
