package repairs

import (
	"context"
	"net/http"
	"net/url"

	"carddeck/store"
	views "carddeck/views/repairs"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/form"
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

// longest is how many characters a note has at most.
const longest = 2000

// draft is what was typed and not taken, with what is wrong with it.
type draft struct {
	note string
	errs form.Errors
}

// Show shows one repair.
func (h *Handler) Show(w http.ResponseWriter, r *http.Request) error {
	one, err := h.find(r)
	if err != nil {
		return err
	}
	return h.show(w, r, http.StatusOK, one, draft{})
}

func (h *Handler) show(w http.ResponseWriter, r *http.Request, status int, one store.Repair, d draft) error {
	ctx, says := r.Context(), wordsOf(one.Kind)
	about, err := store.LookUp(ctx, one.TransactionToken, h.store.Transaction)
	if err != nil {
		return err
	}
	p := views.ShowPage{Headline: headline(one, says), Advice: says.advice, Outcome: outcome(one)}
	proposal, err := h.proposal(ctx, one)
	if err != nil {
		return err
	}
	if proposal != nil && proposal.State == store.ProposalOpen {
		p.Waiting = waiting(*proposal)
	}
	if one.State == store.RepairOpen && auth.From(ctx).May(auth.WriteRepairs) {
		p.Asking = h.asking(one)
		if p.Waiting == nil {
			p.Work = h.working(r, one, about.Type, d)
		}
	}
	if err := h.evidence(ctx, &p, one, about, proposal); err != nil {
		return err
	}
	if auth.From(ctx).May(auth.ReadAudit) {
		p.Related = append(p.Related, ui.Fact{Label: "Audit trail", Value: ui.Link("/audit?area=repairs&target="+number(one), "Of this repair")})
	}
	return render.Page(w, r, status, render.View{Title: "Repair " + number(one) + ", " + says.title, Section: section, Body: views.Show(p)})
}

func headline(r store.Repair, says words) ui.Headline {
	out := ui.Headline{
		Marks: []ui.Mark{mark(r.State), {Tone: ui.Plain, Icon: "order", Text: "Repair " + number(r)}},
		Title: says.title, Why: says.why,
		Facts: []ui.Fact{{Label: "Since", Value: ui.When(ui.MomentOf(r.OpenedAt))}},
	}
	if r.Expected != 0 || r.Kind == "advice differs" {
		out.Facts = append(out.Facts, ui.Fact{Label: "Expected", Value: ui.Amount(ui.MoneyOf(r.Expected, r.Currency))})
	}
	out.Facts = append(out.Facts, ui.Fact{Label: "Found", Value: ui.Amount(ui.MoneyOf(r.Found, r.Currency))})
	if !r.ClosedAt.IsZero() {
		out.Facts = append(out.Facts, ui.Fact{Label: "Closed", Value: ui.When(ui.MomentOf(r.ClosedAt))})
	}
	return out
}

// outcome says what became of a repair, and who saw to it.
func outcome(r store.Repair) string {
	switch {
	case r.State == store.RepairOpen:
		return ""
	case r.ClosedByEmail == "":
		return ui.Name(r.Reason)
	}
	return ui.Name(r.Reason) + "\n" + ui.Name(r.ClosedByEmail)
}

func (h *Handler) proposal(ctx context.Context, r store.Repair) (*store.Proposal, error) {
	if r.ProposalID == 0 {
		return nil, nil
	}
	p, err := h.store.Proposal(ctx, r.ProposalID)
	return &p, err
}

func waiting(p store.Proposal) *views.Waiting {
	return &views.Waiting{
		Text: ui.Name(p.ProposedByEmail) + " proposed it with the words “" + ui.Name(p.Memo) + "”. Somebody else approves it, or refuses it.", Href: proposalPath(p.ID),
	}
}

func (h *Handler) asking(r store.Repair) *views.Asking {
	out := &views.Asking{Action: path(r) + "/ask", Key: h.changes.NewKey(), Text: "Ask the platform now", Why: "What it knows of the purchase and we do not is recorded."}
	if r.DecisionToken != "" {
		out.Why = "If it knows the transaction, its answer is recorded. If not, that is noted; it is evidence only hours after the decision."
	}
	return out
}

func (h *Handler) working(r *http.Request, one store.Repair, typ string, d draft) *views.Work {
	out := &views.Work{
		Key: h.changes.NewKey(), Acknowledge: path(one) + "/acknowledge",
		Refusal: d.errs.Refusal("Nothing was done", reqlog.From(r.Context()).Reference, []ui.Fault{{Field: "note", Text: "Note"}}),
		Note: ui.Field{Name: "note", Label: "Note", Value: d.note, Error: d.errs["note"], Wide: true, MaxLength: longest,
			Help: "Why it is right so, or why the entry puts it right. It stays with the repair, and with the proposal."},
	}
	if s, ok := suggest(one, typ); ok && auth.From(r.Context()).May(auth.ProposeEntries) {
		out.Propose, out.Proposing, out.Why = path(one)+"/propose", s.proposing, s.why+" It moves nothing until a second person has approved it."
	}
	return out
}

func accountPath(a store.Account) string { return "/accounts/" + url.PathEscape(a.Holder) }
