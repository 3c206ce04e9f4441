package cases

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"carddeck/store"
	views "carddeck/views/cases"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/problem"
)

type linkForm struct {
	URL   string `form:"url" json:"url"`
	Label string `form:"label" json:"label,omitempty"`
}

// longestURL is what browsers and servers take without trouble.
const longestURL = 2000

// Link adds a link.
func (h *Handler) Link(w http.ResponseWriter, r *http.Request) error {
	c, err := h.find(r)
	if err != nil {
		return err
	}
	var in linkForm
	if err := form.Read(r, &in); err != nil {
		return err
	}
	errs := form.Errors{}
	if !secure(in.URL) {
		errs.Add("url", "An address that begins with https://, without a password in it.")
	}
	if utf8.RuneCountInString(in.Label) > longestTitle {
		errs.Add("label", "Shorten it: a name has at most 200 characters.")
	}
	if len(errs) == 0 {
		err := h.changes.Carry(w, r, change.Change{
			Area: "cases", Action: "add link to case", Target: number(c), Request: in, Path: path(c), Said: "The link is kept.",
		}, func(ctx context.Context, _ *change.Change) error {
			err := h.store.AddCaseLink(ctx, c.ID, in.URL, in.Label, auth.From(ctx).Email)
			if errors.Is(err, store.ErrConflict) {
				return &problem.Problem{Status: http.StatusConflict, Title: "The case has this link already", Err: err, Href: path(c), Action: "The case"}
			}
			return refused(err, c)
		})
		if !errors.Is(err, store.ErrConflict) {
			return err
		}
		errs.Add("url", "The case has this link already.")
	}
	return h.show(w, r, http.StatusUnprocessableEntity, c, draft{link: in, linking: errs})
}

// secure reports whether a link may be kept: https, with a host, and nothing in it that
// signs somebody in.
func secure(address string) bool {
	if len(address) > longestURL || strings.ContainsFunc(address, func(c rune) bool { return unicode.IsSpace(c) || unicode.IsControl(c) || c == '\\' }) {
		return false
	}
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "https" && u.Hostname() != "" && u.User == nil
}

// Unlink takes a link off.
func (h *Handler) Unlink(w http.ResponseWriter, r *http.Request) error {
	c, err := h.find(r)
	if err != nil {
		return err
	}
	link, err := strconv.ParseInt(r.PathValue("link"), 10, 64)
	if err != nil {
		return gone(err)
	}
	return h.changes.Carry(w, r, change.Change{
		Area: "cases", Action: "remove link from case", Target: number(c), Request: map[string]int64{"link": link}, Path: path(c), Said: "The link is gone.",
	}, func(ctx context.Context, _ *change.Change) error {
		err := h.store.RemoveCaseLink(ctx, c.ID, link, auth.From(ctx).Email)
		if errors.Is(err, store.ErrNotFound) {
			return &problem.Problem{Status: http.StatusNotFound, Title: "The case has no such link", Err: err,
				Detail: "Somebody else was faster.", Href: path(c), Action: "The case"}
		}
		return refused(err, c)
	})
}

func (h *Handler) links(r *http.Request, c store.Case) ([]views.Link, error) {
	rows, err := h.store.CaseLinks(r.Context(), c.ID)
	if err != nil {
		return nil, err
	}
	var out []views.Link
	for _, l := range rows {
		v := views.Link{URL: l.URL, Label: ui.Name(l.Label), Host: host(l.URL), By: ui.Name(l.Who)}
		if v.Label == "" {
			v.Label = v.Host
		}
		if auth.From(r.Context()).May(auth.WriteCases) {
			v.Remove = &views.Post{Action: path(c) + "/links/" + strconv.FormatInt(l.ID, 10) + "/remove", Key: h.changes.NewKey()}
		}
		out = append(out, v)
	}
	return out, nil
}

// host is what a link is called that has no name.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Host
}
