package mccgroups

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
	"carddeck/views/ui"
	"carddeck/web/form"
	"carddeck/web/spend"
)

// maxMCCs is the most codes and ranges that Marqeta takes in a group.
const maxMCCs = 500

// groupForm holds the answers of the form, as typed.
type groupForm struct {
	Token  string `form:"token"`
	Name   string `form:"name" validate:"required,max=255"`
	MCCs   string `form:"mccs" validate:"required"`
	Raise  string `form:"hold_increase_type" validate:"omitempty,oneof=AMOUNT PERCENT UP_TO_LIMIT"`
	Value  string `form:"hold_increase_value"`
	Days   string `form:"hold_expiration_days"`
	Active bool   `form:"active"`
}

func read(r *http.Request) (f groupForm, err error) {
	err = form.Read(r, &f)
	return f, err
}

// answers is the form as an existing group would have been made by it.
func answers(g marqeta.MCCGroup) groupForm {
	f := groupForm{Token: g.Token, Name: g.Name, MCCs: strings.Join(g.MCCs, "\n"), Active: g.Active}
	if g.Config != nil && g.Config.AuthorizationControls != nil {
		c := g.Config.AuthorizationControls
		if c.HoldIncrease != nil {
			f.Raise, f.Value = c.HoldIncrease.Type, c.HoldIncrease.Value.String()
		}
		if c.HoldExpirationDays != nil {
			f.Days = strconv.Itoa(*c.HoldExpirationDays)
		}
	}
	return f
}

// codes splits what was typed at commas, semicolons, spaces and line ends.
func (f groupForm) codes() []string {
	return strings.FieldsFunc(f.MCCs, func(c rune) bool { return c == ',' || c == ';' || unicode.IsSpace(c) })
}

// check says what is wrong: each field's own rules, then Marqeta's.
func (f groupForm) check(before marqeta.MCCGroup) form.Errors {
	errs := form.Check(f)
	codes := f.codes()
	for i, code := range codes {
		switch _, _, ok := control.Range(code); {
		case !ok:
			errs.Add("mccs", fmt.Sprintf("%q is neither four digits nor a range such as 2224-2230.", ui.Name(code)))
		case slices.Contains(codes[:i], code):
			errs.Add("mccs", code+" is there twice.")
		}
	}
	if len(codes) > maxMCCs {
		errs.Add("mccs", fmt.Sprintf("Marqeta takes at most %d codes and ranges; these are %d.", maxMCCs, len(codes)))
	}
	value, err := marqeta.ParseAmount(f.Value)
	switch {
	case f.Raise == "" && f.Value != "":
		errs.Add("hold_increase_type", "Say how the number raises a hold.")
	case f.Raise != "" && (err != nil || value.Sign() < 0):
		errs.Add("hold_increase_value", "A number of zero or more, such as 75.")
	}
	if days, err := strconv.Atoi(f.Days); f.Days != "" && (err != nil || days < 1 || days > 100) {
		errs.Add("hold_expiration_days", "A whole number of days, 1 to 100.")
	}
	was := answers(before)
	if was.Raise != "" && f.Raise == "" {
		errs.Add("hold_increase_type", "It can be changed here, not taken away: Marqeta leaves alone what is not sent. Raise by an amount of 0 instead.")
	}
	if was.Days != "" && f.Days == "" {
		errs.Add("hold_expiration_days", "It can be changed here, not taken away. Marqeta's default is 7.")
	}
	return errs
}

// config is what the group changes about holds; nil for nothing.
func (f groupForm) config() *marqeta.MCCConfig {
	holds := marqeta.MCCHolds{}
	if f.Raise != "" {
		value, _ := marqeta.ParseAmount(f.Value) // an unreadable number is the form's error, and is not sent
		holds.HoldIncrease = &marqeta.HoldIncrease{Type: f.Raise, Value: value}
	}
	if days, err := strconv.Atoi(f.Days); err == nil {
		holds.HoldExpirationDays = &days
	}
	if holds == (marqeta.MCCHolds{}) {
		return nil
	}
	return &marqeta.MCCConfig{AuthorizationControls: &holds}
}

// group is the group that the answers mean.
func (f groupForm) group() marqeta.MCCGroup {
	return marqeta.MCCGroup{Token: f.Token, Name: f.Name, MCCs: f.codes(), Active: f.Active, Config: f.config()}
}

func (f groupForm) request() marqeta.MCCGroupRequest {
	return marqeta.MCCGroupRequest{Token: f.Token, Name: f.Name, MCCs: f.codes(), Active: &f.Active, Config: f.config()}
}

// changed sends what is different alone.
func (f groupForm) changed(before marqeta.MCCGroup) (out marqeta.MCCGroupRequest, any bool) {
	if f.Name != before.Name {
		out.Name, any = f.Name, true
	}
	if codes := f.codes(); !slices.Equal(codes, before.MCCs) {
		out.MCCs, any = codes, true
	}
	if f.Active != before.Active {
		out.Active, any = &f.Active, true
	}
	was := answers(before)
	if f.Raise != was.Raise || f.Value != was.Value || f.Days != was.Days {
		out.Config, any = f.config(), true
	}
	return out, any
}

// sayings are the facts of a group, to be compared before and after a change.
func sayings(g marqeta.MCCGroup) []spend.Saying {
	return []spend.Saying{
		{Label: "Name", Text: ui.Name(g.Name)}, {Label: "Codes", Text: strings.Join(g.MCCs, ", ")},
		{Label: "Holds", Text: holds(g)}, {Label: "Status", Text: spend.Mark(g.Active).Text},
	}
}
