package merchantgroups

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"carddeck/marqeta"
	"carddeck/views/ui"
	"carddeck/web/form"
	"carddeck/web/listing"
	"carddeck/web/spend"
)

// Marqeta's bounds of a group.
const (
	maxMIDs = 4000
	maxMID  = 36
)

// groupForm holds the answers of the form, as typed.
type groupForm struct {
	Token  string `form:"token"`
	Name   string `form:"name" validate:"required,max=40"`
	MIDs   string `form:"mids"`
	Active bool   `form:"active"`
}

func read(r *http.Request) (f groupForm, err error) {
	err = form.Read(r, &f)
	return f, err
}

// answers is the form as an existing group would have been made by it.
func answers(g marqeta.MerchantGroup) groupForm {
	return groupForm{Token: g.Token, Name: g.Name, MIDs: strings.Join(g.MIDs, "\n"), Active: g.Active}
}

// merchants splits what was typed at line ends and commas; a MID may have spaces in it.
func (f groupForm) merchants() []string {
	var out []string
	for part := range strings.FieldsFuncSeq(f.MIDs, func(c rune) bool { return c == ',' || c == '\n' || c == '\r' }) {
		if mid := strings.TrimSpace(part); mid != "" {
			out = append(out, mid)
		}
	}
	return out
}

// check says what is wrong: each field's own rules, then Marqeta's.
func (f groupForm) check(before marqeta.MerchantGroup) form.Errors {
	errs := form.Check(f)
	mids := f.merchants()
	seen := map[string]bool{}
	for _, mid := range mids {
		switch {
		case len([]rune(mid)) > maxMID:
			errs.Add("mids", fmt.Sprintf("%q is longer than the %d characters of a MID.", ui.Name(mid), maxMID))
		case seen[mid]:
			errs.Add("mids", ui.Name(mid)+" is there twice.")
		}
		seen[mid] = true
	}
	if len(mids) > maxMIDs {
		errs.Add("mids", fmt.Sprintf("Marqeta takes at most %d merchants; these are %d.", maxMIDs, len(mids)))
	}
	if len(mids) == 0 && len(before.MIDs) > 0 {
		errs.Add("mids", "At least one merchant has to stay. To take the group out of force, make it inactive.")
	}
	return errs
}

// group is the group that the answers mean.
func (f groupForm) group() marqeta.MerchantGroup {
	return marqeta.MerchantGroup{Token: f.Token, Name: f.Name, MIDs: f.merchants(), Active: f.Active}
}

func (f groupForm) request() marqeta.MerchantGroupRequest {
	return marqeta.MerchantGroupRequest{Token: f.Token, Name: f.Name, MIDs: f.merchants(), Active: &f.Active}
}

// changed sends what is different alone.
func (f groupForm) changed(before marqeta.MerchantGroup) (out marqeta.MerchantGroupRequest, any bool) {
	if f.Name != before.Name {
		out.Name, any = f.Name, true
	}
	if mids := f.merchants(); !slices.Equal(mids, before.MIDs) {
		out.MIDs, any = mids, true
	}
	if f.Active != before.Active {
		out.Active, any = &f.Active, true
	}
	return out, any
}

// sayings are the facts of a group, to be compared before and after a change. Merchants
// are told by those who come and go, since there may be thousands.
func sayings(g, other marqeta.MerchantGroup) []spend.Saying {
	var own []string
	for _, mid := range g.MIDs {
		if !slices.Contains(other.MIDs, mid) && len(own) < told {
			own = append(own, ui.Name(mid))
		}
	}
	text := listing.Count(len(g.MIDs), "merchant")
	if len(own) > 0 {
		text += ", with " + strings.Join(own, ", ")
	}
	return []spend.Saying{
		{Label: "Name", Text: ui.Name(g.Name)}, {Label: "Merchants", Text: text}, {Label: "Status", Text: spend.Mark(g.Active).Text},
	}
}

// told is how many merchants a difference names.
const told = 10
