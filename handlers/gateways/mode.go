package gateways

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"carddeck/marqeta"
	"carddeck/marqeta/jit"
	"carddeck/store"
	views "carddeck/views/gateways"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/funding"
	"carddeck/web/problem"
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

type modeForm struct {
	Version  int64  `form:"version" json:"-"`
	Mode     string `form:"mode" json:"mode" validate:"oneof=decide observe closed"`
	URL      string `form:"url" json:"url,omitempty" validate:"omitempty,max=250,webhook_url"`
	Username string `form:"username" json:"username,omitempty" validate:"max=50"`
	Password string `form:"password" json:"-" validate:"max=200"`
}

// AskMode draws the form of mode and upstream.
func (h *Handler) AskMode(w http.ResponseWriter, r *http.Request) error {
	g, err := h.find(r.Context(), funding.Source(r.PathValue("source")))
	if err != nil {
		return err
	}
	return h.drawMode(w, r, http.StatusOK, g, modeForm{Version: g.Version, Mode: string(g.Mode), URL: g.UpstreamURL, Username: g.UpstreamUsername}, nil)
}

// SetMode changes mode and upstream.
func (h *Handler) SetMode(w http.ResponseWriter, r *http.Request) error {
	g, err := h.find(r.Context(), funding.Source(r.PathValue("source")))
	if err != nil {
		return err
	}
	var in modeForm
	if err := form.Read(r, &in); err != nil {
		return err
	}
	errs := form.Check(in)
	if in.Mode == string(jit.Observe) && in.URL == "" {
		errs.Add("url", "Say where the customer's gateway is; under observe it answers.")
	}
	if in.Password == "" && in.URL != "" && (in.URL != g.UpstreamURL || in.Username != g.UpstreamUsername) && in.Username != "" {
		errs.Add("password", "The password is needed again when the address or the user name changes.")
	}
	form.Confirm(r, errs)
	if len(errs) > 0 {
		in.Password = ""
		return h.drawMode(w, r, http.StatusUnprocessableEntity, g, in, errs)
	}
	next := store.Gateway{Source: g.Source, Mode: jit.Mode(in.Mode), UpstreamURL: in.URL, UpstreamUsername: in.Username, Version: in.Version}
	return h.put(w, r, next, in, marqeta.Secret(in.Password))
}

// AskClose asks before everything is declined.
func (h *Handler) AskClose(w http.ResponseWriter, r *http.Request) error {
	g, err := h.find(r.Context(), funding.Source(r.PathValue("source")))
	if err != nil {
		return err
	}
	return h.drawClose(w, r, http.StatusOK, g, nil)
}

// Close declines everything from now on.
func (h *Handler) Close(w http.ResponseWriter, r *http.Request) error {
	g, err := h.find(r.Context(), funding.Source(r.PathValue("source")))
	if err != nil {
		return err
	}
	errs := form.Errors{}
	if form.Confirm(r, errs); len(errs) > 0 {
		return h.drawClose(w, r, http.StatusUnprocessableEntity, g, errs)
	}
	g.Mode = jit.Closed
	return h.put(w, r, g, modeForm{Mode: string(jit.Closed)}, "")
}

func (h *Handler) put(w http.ResponseWriter, r *http.Request, g store.Gateway, in modeForm, password marqeta.Secret) error {
	g.ChangedBy = auth.From(r.Context()).Email
	return h.changes.Carry(w, r, change.Change{
		Area: "gateways", Action: "set gateway to " + string(g.Mode), Target: target(g.Source), Request: in, Path: funding.Gateway(g.Source),
		Said: "The gateway is set to " + string(g.Mode) + "; it takes effect within seconds.",
	}, func(ctx context.Context, _ *change.Change) error {
		return stale(h.store.PutGateway(ctx, g, password), g.Source)
	})
}

// stale words that somebody was faster, or that nobody has said whom to observe.
func stale(err error, source string) error {
	if errors.Is(err, store.ErrNoUpstream) {
		return &problem.Problem{Status: http.StatusConflict, Title: "The gateway observes nobody", Detail: observesNobody + " Set its mode first. Nothing was changed now.",
			Href: funding.Gateway(source) + "/mode", Action: "Change the mode"}
	}
	if errors.Is(err, store.ErrStale) || errors.Is(err, store.ErrConflict) {
		return &problem.Problem{Status: http.StatusConflict, Title: "Somebody changed the gateway meanwhile", Detail: "Look at it again before you change it. Nothing was changed now.",
			Href: funding.Gateway(source), Action: "The gateway"}
	}
	return err
}

func (h *Handler) drawMode(w http.ResponseWriter, r *http.Request, status int, g store.Gateway, in modeForm, e form.Errors) error {
	at := funding.Gateway(g.Source)
	p := views.ModePage{
		Title: "Change the mode: " + h.named(r.Context(), g.Source), Back: at, Action: at + "/mode", Key: h.changes.NewKey(), Version: strconv.FormatInt(in.Version, 10),
		Warning: "From the next request on Marqeta is answered so. Whoever decides here decides on money.",
		Refusal: e.Refusal("Nothing was changed", reqlog.From(r.Context()).Reference, []ui.Fault{{Field: "mode", Text: "Mode"}, {Field: "url", Text: "Address"}, {Field: "username", Text: "User name"}, {Field: "password", Text: "Password"}}),
		Mode:    ui.Field{Name: "mode", Label: "Mode", Value: in.Mode, Error: e["mode"], Wide: true},
		Modes: []ui.Option{{Value: "decide", Text: "Decide: our rules and our ledger answer"}, {Value: "observe", Text: "Observe: the customer's gateway answers, ours is kept beside it"},
			{Value: "closed", Text: "Closed: everything is declined"}},
		URL:      ui.Field{Name: "url", Label: "Address", Value: in.URL, Error: e["url"], Optional: true, Mono: true, MaxLength: 250, Wide: true, Help: "https, or http on this machine. Not our own endpoint."},
		Username: ui.Field{Name: "username", Label: "User name", Value: in.Username, Error: e["username"], Optional: true, Mono: true, MaxLength: 50},
		Password: ui.Field{Name: "password", Label: "Password", Type: "password", Error: e["password"], Optional: true, Mono: true, MaxLength: 200, Autofill: "new-password", Help: "Left empty it stays what it was."},
		Foot:     ui.Foot{Note: "You will be recorded as the one who changed it.", Cancel: at, Submit: "Set the mode", Danger: true, Confirm: r.PostFormValue("confirmation"), Error: e["confirmation"]},
	}
	return render.Page(w, r, status, render.View{Title: p.Title, Section: funding.Gateways, Body: views.Mode(p)})
}

func (h *Handler) drawClose(w http.ResponseWriter, r *http.Request, status int, g store.Gateway, e form.Errors) error {
	at := funding.Gateway(g.Source)
	p := views.ModePage{
		Title: "Close: " + h.named(r.Context(), g.Source), Back: at, Action: at + "/close", Key: h.changes.NewKey(), Close: true,
		Warning: "Every purchase that asks this gateway is declined until it is opened again.",
		Refusal: e.Refusal("Nothing was changed", reqlog.From(r.Context()).Reference, nil),
		Foot:    ui.Foot{Note: "You will be recorded as the one who closed it.", Cancel: at, Submit: "Close", Danger: true, Confirm: r.PostFormValue("confirmation"), Error: e["confirmation"]},
	}
	return render.Page(w, r, status, render.View{Title: p.Title, Section: funding.Gateways, Body: views.Mode(p)})
}
