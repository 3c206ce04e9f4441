package spend

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
	"carddeck/views/spendcontrols"
	"carddeck/views/ui"
	"carddeck/web/form"
	"carddeck/web/pick"
)

// Reach is the part of a form that says whose spending a control is about, and where.
type Reach struct {
	CardProduct   string `form:"card_product_token" validate:"max=36"`
	User          string `form:"user_token" validate:"max=255"`
	MID           string `form:"mid" validate:"max=36"`
	MCC           string `form:"mcc" validate:"max=4"`
	MCCGroup      string `form:"mcc_group" validate:"max=36"`
	MerchantGroup string `form:"merchant_group_token" validate:"max=36"`
}

// ReachOf is the part of the form as an existing control would have been made by it.
func ReachOf(a marqeta.Association, s marqeta.MerchantScope) Reach {
	return Reach{a.CardProductToken, a.UserToken, s.MID, s.MCC, s.MCCGroup, s.MerchantGroupToken}
}

// Association is whose spending it is.
func (f Reach) Association() marqeta.Association {
	return marqeta.Association{CardProductToken: f.CardProduct, UserToken: f.User}
}

// Scope is where it counts.
func (f Reach) Scope() marqeta.MerchantScope {
	return marqeta.MerchantScope{MID: f.MID, MCC: f.MCC, MCCGroup: f.MCCGroup, MerchantGroupToken: f.MerchantGroup}
}

// Check adds what contradicts itself or Marqeta's rules.
func (f Reach) Check(errs form.Errors) {
	for field, sentence := range form.Check(f) {
		errs.Add(field, sentence)
	}
	if f.User != "" && f.CardProduct != "" {
		errs.Add("user_token", "A control is about one user or one card product, never both. Leave one of them empty.")
	}
	if f.MCC != "" && !control.IsMCC(f.MCC) {
		errs.Add("mcc", "A merchant category code is four digits, such as 5541.")
	}
	named := 0
	last := ""
	for _, field := range []struct{ name, value string }{
		{"mcc", f.MCC}, {"mcc_group", f.MCCGroup}, {"mid", f.MID}, {"merchant_group_token", f.MerchantGroup},
	} {
		if field.value != "" {
			named, last = named+1, field.name
		}
	}
	if named > 1 {
		errs.Add(last, "A control counts at one thing: a category, a group or a merchant. Leave all but one empty; all empty means everywhere.")
	}
}

// Finder asks Marqeta for those whom a control names.
type Finder interface {
	User(ctx context.Context, token string) (marqeta.User, error)
	CardProduct(ctx context.Context, token string) (marqeta.CardProduct, error)
}

// Find turns an email or a name into its user's token and adds an error for whatever Marqeta does
// not know. Its own error is that nobody could be asked.
func (f *Reach) Find(ctx context.Context, p Finder, s Store, groups control.Groups, errs form.Errors) error {
	if f.User != "" && errs["user_token"] == "" {
		token, wrong, err := pick.User(ctx, s, f.User)
		if err != nil {
			return fmt.Errorf("find user of spend control: %w", err)
		}
		if wrong != "" {
			errs.Add("user_token", wrong)
		} else if _, err := p.User(ctx, token); marqeta.IsNotFound(err) {
			errs.Add("user_token", "Marqeta knows no user with this token.")
		} else if err != nil {
			return fmt.Errorf("look for user of spend control: %w", err)
		} else {
			f.User = token
		}
	}
	if f.CardProduct != "" && errs["card_product_token"] == "" {
		if _, err := p.CardProduct(ctx, f.CardProduct); marqeta.IsNotFound(err) {
			errs.Add("card_product_token", "Marqeta knows no card product with this token.")
		} else if err != nil {
			return fmt.Errorf("look for card product of spend control: %w", err)
		}
	}
	if _, known := groups.MCC[f.MCCGroup]; f.MCCGroup != "" && !known {
		errs.Add("mcc_group", "Marqeta knows no MCC group with this token.")
	}
	if _, known := groups.Merchant[f.MerchantGroup]; f.MerchantGroup != "" && !known {
		errs.Add("merchant_group_token", "Marqeta knows no merchant group with this token.")
	}
	return nil
}

// WhoseQuestion draws the fields that say whose spending it is.
func (f Reach) WhoseQuestion(ctx context.Context, s Store, errs form.Errors) (spendcontrols.Question, error) {
	products, err := ProductOptions(ctx, s, "Every card product", f.CardProduct)
	if err != nil {
		return spendcontrols.Question{}, err
	}
	return spendcontrols.Question{
		Title: "Whose spending?", Note: "Leave both empty for the whole program. On a real program Marqeta lets only its own staff and program managers set program-wide controls in production.",
		Fields: []templ.Component{
			ui.Select(ui.Field{Name: "card_product_token", Label: "Card product", API: "card_product_token", Value: f.CardProduct, Error: errs["card_product_token"], Optional: true,
				Help: "Everybody with such a card, each by themselves."}, products),
			ui.Input(ui.Field{Name: "user_token", Label: "User", API: "user_token", Value: f.User, Error: errs["user_token"], Optional: true, Mono: true, MaxLength: 255,
				Help: "One user with all their cards: token, email or whole name."}),
		},
	}, nil
}

// WhereQuestion draws the fields that say where it counts.
func (f Reach) WhereQuestion(groups control.Groups, errs form.Errors, ofMerchants bool) spendcontrols.Question {
	mccGroups := options(f.MCCGroup, groups.MCC, func(g marqeta.MCCGroup) string { return g.Name })
	q := spendcontrols.Question{Title: "Where?", Note: "Name one of these, or leave them all empty for everywhere.", Fields: []templ.Component{
		ui.Input(ui.Field{Name: "mcc", Label: "Merchant category", API: "mcc", Value: f.MCC, Error: errs["mcc"], Optional: true, Mono: true, MaxLength: 4, Help: "Four digits, such as 5541 for filling stations."}),
		ui.Select(ui.Field{Name: "mcc_group", Label: "MCC group", API: "mcc_group", Value: f.MCCGroup, Error: errs["mcc_group"], Optional: true, Help: "Several categories under one name."}, mccGroups),
		ui.Input(ui.Field{Name: "mid", Label: "Merchant", API: "mid", Value: f.MID, Error: errs["mid"], Optional: true, Mono: true, MaxLength: 36, Help: "One merchant by its MID, as its transactions show it."}),
	}}
	if ofMerchants {
		merchantGroups := options(f.MerchantGroup, groups.Merchant, func(g marqeta.MerchantGroup) string { return g.Name })
		q.Fields = append(q.Fields, ui.Select(ui.Field{Name: "merchant_group_token", Label: "Merchant group", API: "merchant_group_token",
			Value: f.MerchantGroup, Error: errs["merchant_group_token"], Optional: true, Help: "Several merchants under one name."}, merchantGroups))
	}
	return q
}

// MerchantQuestion draws the fields of an exemption, which names no category.
func (f Reach) MerchantQuestion(groups control.Groups, errs form.Errors) spendcontrols.Question {
	all := f.WhereQuestion(groups, errs, true).Fields
	return spendcontrols.Question{Title: "Which merchant?", Note: "One of the two.", Fields: all[len(all)-2:]}
}

// options offers groups by name, and keeps a chosen one that is not among them.
func options[T any](chosen string, groups map[string]T, name func(T) string) []ui.Option {
	out := []ui.Option{{Value: "", Text: "None"}}
	for _, token := range slices.Sorted(maps.Keys(groups)) {
		out = append(out, ui.Option{Value: token, Text: called(name(groups[token]), token)})
	}
	slices.SortStableFunc(out[1:], func(a, b ui.Option) int { return strings.Compare(a.Text, b.Text) })
	if _, known := groups[chosen]; !known && chosen != "" {
		out = append(out, ui.Option{Value: chosen, Text: chosen})
	}
	return out
}

// Order names the fields of Reach for the summary of what is wrong.
var Order = []ui.Fault{
	{Field: "card_product_token", Text: "Card product"}, {Field: "user_token", Text: "User"}, {Field: "mcc", Text: "Merchant category"},
	{Field: "mcc_group", Text: "MCC group"}, {Field: "mid", Text: "Merchant"}, {Field: "merchant_group_token", Text: "Merchant group"},
}
