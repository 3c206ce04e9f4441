package webhooks

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/ui"
	"carddeck/views/webhooks"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/render"
)

// Show shows one endpoint as Marqeta has it now.
func (h *Handler) Show(w http.ResponseWriter, r *http.Request) error {
	return h.show(w, r, http.StatusOK, resending{form: resendForm{Type: "transaction"}})
}

// show draws the endpoint's page with its form to resend as far as that has come.
func (h *Handler) show(w http.ResponseWriter, r *http.Request, status int, again resending) error {
	found, err := h.find(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	history, err := h.store.ListAudit(r.Context(), store.AuditFilter{Area: "webhooks", Target: found.Token}, store.Page{Limit: 20})
	if err != nil {
		return fmt.Errorf("list changes of endpoint: %w", err)
	}
	p := h.showPage(found)
	p.History = change.History(history.Rows)
	if auth.From(r.Context()).May(auth.WriteWebhooks) {
		p.Steps = []ui.Step{
			h.pingStep(r.Context(), found.Token),
			{Text: "Edit", Icon: "edit", Href: path(found.Token) + "/edit"},
		}
		p.Resend = again.page(path(found.Token)+"/resend", h.changes.NewKey(), r.PostFormValue("confirmation"))
	}
	return render.Page(w, r, status, render.View{Title: found.Name, Section: "/webhooks", Body: webhooks.Show(p)})
}

func (h *Handler) showPage(w marqeta.Webhook) webhooks.ShowPage {
	p := webhooks.ShowPage{
		Headline: ui.Headline{
			Marks: []ui.Mark{activeMark(w.Active)}, Title: w.Name, Why: "Marqeta posts the events below to this address, each until it is answered with 200.",
			Facts: []ui.Fact{
				{Label: "Token", Value: ui.Token(w.Token, "")},
				{Label: "Created", Value: ui.When(ui.MomentOf(w.CreatedTime.Time))},
				{Label: "Last changed", Value: ui.When(ui.MomentOf(w.LastModifiedTime.Time))},
			},
		},
		Events: named(w.Events),
		Proof: []ui.Fact{
			{Label: "Address", Value: ui.Text(w.Config.URL)},
			{Label: "User name", Value: ui.Text(w.Config.BasicAuthUsername)},
			{Label: "Password", Value: ui.Text("At Marqeta, never shown")},
			{Label: "Signature", Value: ui.Text(signatureWords(w))},
			{Label: "Extra headers", Value: ui.Text(strings.Join(slices.Sorted(maps.Keys(w.Config.CustomHeader)), ", "))},
		},
		Raw: ui.Raw{ID: "raw", Title: "Raw JSON", Bytes: ui.Veil(w.Raw, "custom_header"), Without: "credentials and header values"},
	}
	if !w.Active {
		p.Headline.Why = "Marqeta sends nothing to this address while the endpoint is inactive."
	}
	if h.own(w) {
		p.Headline.Marks = append(p.Headline.Marks, ui.Mark{Tone: ui.Note, Icon: "webhook", Text: "This console"})
	}
	return p
}

// signatureWords says how messages are signed. Whether at all is seen by the secret in
// the answer, which the client has masked.
func signatureWords(w marqeta.Webhook) string {
	var said struct {
		Config struct {
			Secret marqeta.Scalar `json:"secret"`
		} `json:"config"`
	}
	if json.Unmarshal(w.Raw, &said) != nil || said.Config.Secret == "" {
		return "Not signed"
	}
	switch w.Config.SignatureAlgorithm {
	case marqeta.SignatureSHA256:
		return "HMAC SHA-256"
	case marqeta.SignatureSHA1:
		return "HMAC SHA-1"
	case "":
		return "Signed, in Marqeta's default way"
	}
	return w.Config.SignatureAlgorithm
}
