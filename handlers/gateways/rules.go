package gateways

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"carddeck/marqeta/jit/rule"
	"carddeck/store"
	views "carddeck/views/gateways"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/funding"
	"carddeck/web/problem"
	"carddeck/web/render"
)

// EditRules draws the editor with the rules in force.
func (h *Handler) EditRules(w http.ResponseWriter, r *http.Request) error {
	g, err := h.find(r.Context(), funding.Source(r.PathValue("source")))
	if err != nil {
		return err
	}
	set, err := h.rules(r.Context(), g.RulesVersion)
	if err != nil {
		return err
	}
	f := filled(set)
	f.Version = g.Version
	return h.drawRules(w, r, http.StatusOK, g, f, nil, nil)
}

// SaveRules edits the list, tries it on past decisions, or keeps it as a new version that
// is in force at once.
func (h *Handler) SaveRules(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	g, err := h.find(ctx, funding.Source(r.PathValue("source")))
	if err != nil {
		return err
	}
	f, err := readRules(r)
	if err != nil {
		return err
	}
	if f.edited() {
		return h.drawRules(w, r, http.StatusOK, g, f, nil, nil)
	}
	set, errs := f.set()
	from, previews := f.previews()
	if previews && len(errs) == 0 {
		p, err := h.preview(ctx, g.Source, set, from)
		if err != nil {
			return err
		}
		return h.drawRules(w, r, http.StatusOK, g, f, nil, &p)
	}
	if !previews {
		form.Confirm(r, errs)
	}
	if len(errs) > 0 {
		return h.drawRules(w, r, http.StatusUnprocessableEntity, g, f, errs, nil)
	}
	return h.keep(w, r, g, f, set)
}

// keep adds the version. A gateway without settings of its own is given some first, equal
// to those it followed.
func (h *Handler) keep(w http.ResponseWriter, r *http.Request, g store.Gateway, f rulesForm, set rule.Set) error {
	by := auth.From(r.Context()).Email
	return h.changes.Carry(w, r, change.Change{
		Area: "gateways", Action: "change rules", Target: target(g.Source), Request: set, Path: funding.Gateway(g.Source), Said: "The rules are a new version, in force within seconds.",
	}, func(ctx context.Context, _ *change.Change) error {
		from := f.Version
		if from == 0 {
			if err := h.store.PutGateway(ctx, store.Gateway{Source: g.Source, Mode: g.Mode, UpstreamURL: g.UpstreamURL, UpstreamUsername: g.UpstreamUsername, ChangedBy: by}, ""); err != nil {
				return stale(err, g.Source)
			}
			from = 1
		}
		_, err := h.store.AddRules(ctx, store.GatewayRules{Source: g.Source, Set: set, Note: f.Note, WrittenBy: by}, from)
		return stale(err, g.Source)
	})
}

// Version shows one version of the rules, and what is different from the one before.
func (h *Handler) Version(w http.ResponseWriter, r *http.Request) error {
	source := funding.Source(r.PathValue("source"))
	n, err := strconv.ParseInt(r.PathValue("version"), 10, 64)
	none := problem.NotFound("version of the rules", funding.Gateway(source), "The gateway")
	if err != nil {
		return none
	}
	at := funding.Gateway(source)
	if n == 0 {
		first := rule.First()
		return draw(w, r, views.VersionPage{Title: "The rules everybody begins with", Sub: "In force where nobody has given any.", Back: at, Rules: lines(first),
			Raw: ui.Raw{ID: "raw", Title: "As JSON", Bytes: string(first.JSON()), Sent: true}})
	}
	kept, err := h.store.Rules(r.Context(), n)
	if err != nil || kept.Source != source && kept.Source != "" { // without own rules those of the default are in force
		return none
	}
	p := views.VersionPage{Title: "Rules, version " + number(n), Sub: "Written " + ui.MomentOf(kept.WrittenAt).Text + " by " + ui.Name(kept.WrittenBy) + ". " + ui.Name(kept.Note), Back: at,
		Rules: lines(kept.Set), Raw: ui.Raw{ID: "raw", Title: "As JSON", Bytes: string(kept.Rules), Sent: true}}
	before, err := h.store.ListRules(r.Context(), kept.Source, n)
	if err != nil {
		return fmt.Errorf("list versions of rules: %w", err)
	}
	was := int64(0)
	if len(before) > 0 {
		was = before[0].Version
	}
	old, err := h.rules(r.Context(), was)
	if err != nil {
		return err
	}
	p.Previous = version(was)
	p.Removed, p.Added = without(lines(old), p.Rules), without(p.Rules, lines(old))
	return draw(w, r, p)
}

func draw(w http.ResponseWriter, r *http.Request, p views.VersionPage) error {
	return render.Page(w, r, http.StatusOK, render.View{Title: p.Title, Section: funding.Gateways, Body: views.VersionOf(p)})
}

func without(all, others []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(s string) bool { return slices.Contains(others, s) })
}
