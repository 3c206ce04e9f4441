package gateways

import (
	"net/http"
	"strings"

	"carddeck/marqeta/jit"
	"carddeck/marqeta/jit/rule"
	"carddeck/store"
	views "carddeck/views/gateways"
	"carddeck/views/ui"
	"carddeck/web/form"
	"carddeck/web/funding"
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

func (h *Handler) drawRules(w http.ResponseWriter, r *http.Request, status int, g store.Gateway, f rulesForm, e form.Errors, preview *views.Preview) error {
	at := funding.Gateway(g.Source)
	p := views.RulesPage{
		Title: "Edit the rules: " + h.named(r.Context(), g.Source), Back: at, Action: at + "/rules", Key: h.changes.NewKey(), Version: number(f.Version), Preview: preview,
		Partial: ui.Check{Name: "partial", Label: "Approve a part", Help: "Where the terminal takes a part and there is not enough, what there is is approved.", On: f.Partial},
		Memo:    ui.Field{Name: "memo", Label: "Memo of approvals", Value: f.Memo, Error: e["memo"], Optional: true, MaxLength: jit.MaxMemo},
		Tags:    ui.Field{Name: "tags", Label: "Tags of every answer", Value: f.Tags, Error: e["tags"], Optional: true, MaxLength: jit.MaxTags},
		Note:    ui.Field{Name: "note", Label: "Note", Value: f.Note, Error: e["note"], Optional: true, MaxLength: 200, Wide: true, Help: "It stands beside the version."},
		Foot:    ui.Foot{Note: "A new version, in force within seconds.", Cancel: at, Submit: "Save the rules", Confirm: r.PostFormValue("confirmation"), Error: e["confirmation"]},
	}
	var order []ui.Fault
	for i, one := range f.Rules {
		p.Rules = append(p.Rules, drawRule(i, len(f.Rules), one, e))
		for _, field := range []string{"name", "kind", "then", "amount", "currency", "count", "values", "from", "until", "zone", "of", "key", "reason", "memo"} {
			order = append(order, ui.Fault{Field: fieldName(i, field), Text: one.Name + ", " + field})
		}
	}
	order = append(order, ui.Fault{Field: "rules", Text: "Rules"}, ui.Fault{Field: "memo", Text: "Memo"}, ui.Fault{Field: "tags", Text: "Tags"}, ui.Fault{Field: "note", Text: "Note"})
	p.Refusal = e.Refusal("Nothing was saved", reqlog.From(r.Context()).Reference, order)
	return render.Page(w, r, status, render.View{Title: p.Title, Section: funding.Gateways, Body: views.Rules(p)})
}

func drawRule(i, of int, f ruleForm, e form.Errors) views.Rule {
	field := func(name, label, value, help string) ui.Field {
		name = fieldName(i, name)
		return ui.Field{Name: name, Label: label, Value: value, Error: e[name], Help: help}
	}
	out := views.Rule{
		Number: i, Title: ui.Name(f.Name), First: i == 0, Last: i == of-1, Name: field("name", "Name", f.Name, "Decisions name it in their trace."),
		Kind: field("kind", "Looks at", f.Kind, ""), Reason: field("reason", "Declines with", f.Reason, ""), Reasons: []ui.Option{{Value: "", Text: "the reason of its kind"}},
	}
	for _, k := range rule.Kinds() {
		out.Kinds = append(out.Kinds, ui.Option{Value: string(k), Text: funding.RuleKind(string(k))})
	}
	for _, reason := range jit.Reasons() {
		out.Reasons = append(out.Reasons, ui.Option{Value: string(reason), Text: funding.Reason(reason)})
	}
	kind := rule.Kind(f.Kind)
	if kind.Matches() {
		out.Then = field("then", "What matches", f.Then, "")
		out.Thens = []ui.Option{{Value: "deny", Text: "is declined"}, {Value: "require", Text: "is needed: all else is declined"}, {Value: "allow", Text: "is approved as far as the balance goes"}}
	}
	switch kind {
	case rule.Amount, rule.DayAmount, rule.MonthAmount:
		out.Fields = []ui.Field{field("amount", "At most", f.Amount, "This purchase included."), field("currency", "Currency", f.Currency, "Purchases in others pass.")}
	case rule.DayCount, rule.MonthCount:
		out.Fields = []ui.Field{field("count", "At most how many", f.Count, "")}
	case rule.Presence:
		out.Present = &ui.Check{Name: fieldName(i, "present"), Label: "The card is present", Help: "Unchecked it matches purchases without the card.", On: f.Present}
	case rule.TimeOfDay:
		out.Fields = []ui.Field{field("from", "From", f.From, "22:00"), field("until", "Until", f.Until, "06:00, no longer part of it"), field("zone", "Time zone", f.Zone, "Europe/Berlin")}
	case rule.Metadata:
		out.Fields = []ui.Field{field("of", "Whose metadata", f.Of, "card or user"), field("key", "Name", f.Key, ""), field("values", "Values", f.Values, "Commas between them.")}
	case rule.MCC, rule.Merchant, rule.Country, rule.Channel:
		out.Fields = []ui.Field{field("values", "Values", f.Values, valuesHelp[kind])}
	}
	memo := field("memo", "Memo of its decline", f.Memo, "")
	memo.Optional = true
	out.Fields = append(out.Fields, memo)
	out.Title = strings.TrimSpace(out.Title)
	return out
}

var valuesHelp = map[rule.Kind]string{
	rule.MCC: "Merchant categories and spans, commas between them: 5541, 3000-3350.", rule.Merchant: "Merchant identifiers, commas between them.",
	rule.Country: "Countries of three letters, commas between them: USA, CAN.", rule.Channel: "ECOMMERCE, ATM, MOTO and others, commas between them.",
}
