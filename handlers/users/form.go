package users

import (
	"cmp"
	"slices"
	"strings"

	"carddeck/marqeta"
	"carddeck/web/form"
)

// userForm holds the answers of the form, as typed. None is required, as at Marqeta.
type userForm struct {
	Key    string `form:"request_key"`
	Filled string `form:"filled"` // names of the fields that the user had when the form was opened
	Token  string `form:"token"`

	FirstName  string `form:"first_name" validate:"max=40"`
	MiddleName string `form:"middle_name" validate:"max=40"`
	LastName   string `form:"last_name" validate:"max=40"`
	Email      string `form:"email" validate:"omitempty,email,max=255"`
	Phone      string `form:"phone" validate:"max=16"`
	Address1   string `form:"address1" validate:"max=255"`
	Address2   string `form:"address2" validate:"max=255"`
	City       string `form:"city" validate:"max=40"`
	State      string `form:"state" validate:"max=32"`
	PostalCode string `form:"postal_code" validate:"max=10"`
	Country    string `form:"country" validate:"max=40"`
}

// token is what the user will be called. Left empty it is the form's own key, so that
// a second click still names the same user.
func (f userForm) token() string { return cmp.Or(f.Token, f.Key) }

func (f userForm) checkNew() form.Errors {
	errs := form.Check(f)
	if !form.Token(f.token()) {
		errs.Add("token", form.TokenRule)
	}
	return errs
}

// request is what the answers mean for Marqeta.
func (f userForm) request() marqeta.UserRequest {
	return marqeta.UserRequest{
		Token: f.token(), FirstName: f.FirstName, MiddleName: f.MiddleName, LastName: f.LastName,
		Email: f.Email, Phone: f.Phone, Address1: f.Address1, Address2: f.Address2,
		City: f.City, State: f.State, PostalCode: f.PostalCode, Country: f.Country,
	}
}

// update changes what was typed and empties what was taken away. A field that was
// empty and still is says nothing: Marqeta takes no empty email, for one.
func (f userForm) update() marqeta.UserUpdate {
	had := strings.Fields(f.Filled)
	set := func(name, value string) *string {
		if value == "" && !slices.Contains(had, name) {
			return nil
		}
		return &value
	}
	return marqeta.UserUpdate{
		FirstName: set("first_name", f.FirstName), MiddleName: set("middle_name", f.MiddleName), LastName: set("last_name", f.LastName),
		Email: set("email", f.Email), Phone: set("phone", f.Phone),
		Address1: set("address1", f.Address1), Address2: set("address2", f.Address2),
		City: set("city", f.City), State: set("state", f.State),
		PostalCode: set("postal_code", f.PostalCode), Country: set("country", f.Country),
	}
}

// answers is the form as an existing user would have been made by it.
func answers(u marqeta.User) userForm {
	f := userForm{
		Token: u.Token, FirstName: u.FirstName, MiddleName: u.MiddleName, LastName: u.LastName,
		Email: u.Email, Phone: u.Phone, Address1: u.Address1, Address2: u.Address2,
		City: u.City, State: u.State, PostalCode: u.PostalCode, Country: u.Country,
	}
	var filled []string
	for _, field := range []struct{ name, value string }{
		{"first_name", f.FirstName}, {"middle_name", f.MiddleName}, {"last_name", f.LastName},
		{"email", f.Email}, {"phone", f.Phone}, {"address1", f.Address1}, {"address2", f.Address2},
		{"city", f.City}, {"state", f.State}, {"postal_code", f.PostalCode}, {"country", f.Country},
	} {
		if field.value != "" {
			filled = append(filled, field.name)
		}
	}
	f.Filled = strings.Join(filled, " ")
	return f
}
