package cardproducts

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"carddeck/marqeta/productfields"
	"carddeck/store"
	"carddeck/views/ui"
	"carddeck/web/render"
)

// NewSource leaves the form of a new card product for that of a funding source, which
// leads back here with every answer in the address.
func (h *Handler) NewSource(w http.ResponseWriter, r *http.Request) error {
	answers := r.URL.Query()
	kind := sourceKind(answers.Get("funding"))
	newest, err := h.newest(r.Context(), kind)
	if err != nil {
		return err
	}
	answers.Del("request_key")
	answers.Set("had", newest)
	to := url.Values{"kind": {kind}, "back": {"/card-products/new?" + answers.Encode()}}
	return render.Redirect(w, r, "/funding-sources/new?"+to.Encode())
}

// takeMade chooses the funding source that was made on the way, if one was.
func (h *Handler) takeMade(r *http.Request, in *productForm) error {
	q := r.URL.Query()
	if !q.Has("had") {
		return nil
	}
	newest, err := h.newest(r.Context(), sourceKind(in.Funding))
	if err != nil || newest == q.Get("had") {
		return err
	}
	if in.Funding == "gateway" {
		in.Gateway = newest
	} else {
		in.Source = newest
	}
	return nil
}

func sourceKind(funding string) string {
	if funding == "gateway" {
		return "programgateway"
	}
	return "program"
}

func (h *Handler) newest(ctx context.Context, kind string) (string, error) {
	found, err := h.store.ListFundingSources(ctx, store.FundingSourceFilter{Kind: kind}, store.Page{Limit: 1})
	if err != nil {
		return "", fmt.Errorf("find newest funding source: %w", err)
	}
	if len(found.Rows) == 0 {
		return "", nil
	}
	return found.Rows[0].Token, nil
}

// sourceName names the funding source of a card product in a sentence; empty for none,
// and for one that is not known here.
func (h *Handler) sourceName(ctx context.Context, v productfields.Values) (string, error) {
	for _, block := range []string{"program_funding_source", "programgateway_funding_source"} {
		at := "config.jit_funding." + block
		if v[at+".enabled"] != "true" {
			continue
		}
		found, err := h.store.FundingSource(ctx, v[at+".funding_source_token"])
		if errors.Is(err, store.ErrNotFound) {
			return "", nil
		}
		if err != nil {
			return "", fmt.Errorf("find funding source of card product: %w", err)
		}
		return ui.Name(found.Name), nil
	}
	return "", nil
}

// sources lists funding sources of one kind for a choice; the newest hundred will do.
func (h *Handler) sources(ctx context.Context, kind string) ([]store.FundingSource, error) {
	found, err := h.store.ListFundingSources(ctx, store.FundingSourceFilter{Kind: kind}, store.Page{Limit: 100})
	return found.Rows, err
}

// onlySource is the funding source of a kind when there is just one that works, so that
// nobody has to choose where there is no choice.
func (h *Handler) onlySource(ctx context.Context, kind string) (string, error) {
	found, err := h.sources(ctx, kind)
	if err != nil {
		return "", fmt.Errorf("look for the only funding source: %w", err)
	}
	only := ""
	for _, s := range found {
		switch {
		case !s.Active:
		case only != "":
			return "", nil
		default:
			only = s.Token
		}
	}
	return only, nil
}

// choices offers funding sources, and keeps a chosen one that is not among them.
func choices(sources []store.FundingSource, chosen string) []ui.Option {
	out := []ui.Option{{Value: "", Text: "Choose one"}}
	if len(sources) == 0 {
		out[0].Text = "None yet"
	}
	for _, s := range sources {
		text := s.Name
		if !s.Active {
			text += ", inactive"
		}
		out = append(out, ui.Option{Value: s.Token, Text: text + " · " + ui.Short(s.Token)})
	}
	return withOther(out, chosen)
}

func withOther(options []ui.Option, value string) []ui.Option {
	for _, o := range options {
		if o.Value == value {
			return options
		}
	}
	return append(options, ui.Option{Value: value, Text: value})
}
